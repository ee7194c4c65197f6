import type { DayVisit } from "#app/domain/usim-swap/list-day.server.ts";
import { relationshipNames } from "#app/locales/swap-papers.ts";
import { kstTime } from "#app/shared/time.ts";
import { bookingStates, cardNames } from "#app/ui/store-words.ts";

type Visit = Pick<DayVisit, "code" | "walkIn" | "lines"> & {
  startsAt: string;
  until: string;
  arrivedAt: string | null;
};

/** Who comes today, by time. */
export function StoreDay({ visits }: { visits: readonly Visit[] }) {
  return (
    <div className="scroll" role="region" aria-label="오늘 방문" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">시간</th>
            <th scope="col">방문 번호</th>
            <th scope="col">이름과 번호</th>
            <th scope="col">누가</th>
            <th scope="col">카드</th>
            <th scope="col">상태</th>
            <th scope="col">도착</th>
          </tr>
        </thead>
        <tbody>
          {visits.map((visit) => (
            <VisitRow key={visit.code} visit={visit} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function VisitRow({ visit: { code, startsAt, until, walkIn, arrivedAt, lines } }: { visit: Visit }) {
  const isOpen = lines.some(({ state }) => state === "booked");
  const each = (words: (line: Visit["lines"][number]) => string) =>
    lines.map((line, index) => <div key={index}>{words(line)}</div>);
  return (
    <tr>
      <td>
        {kstTime(new Date(startsAt))}–{kstTime(new Date(until))}
      </td>
      <th scope="row">
        <a href={`/store/visits/${code}`}>{code}</a>
        {walkIn && <div className="quiet">예약 없이</div>}
      </th>
      <td>{each(({ name, number }) => `${name} ${number}`)}</td>
      <td>{each(({ relationship }) => relationshipNames[relationship].ko)}</td>
      <td>{each(({ card }) => cardNames[card])}</td>
      <td>{each(({ state }) => bookingStates[state])}</td>
      <td>
        {arrivedAt ? (
          kstTime(new Date(arrivedAt))
        ) : isOpen ? (
          <form method="post" action={`/store/visits/${code}`}>
            <button className="second" name="act" value="check-in" aria-label={`도착 ${code}`}>
              도착
            </button>
          </form>
        ) : (
          "-"
        )}
      </td>
    </tr>
  );
}
