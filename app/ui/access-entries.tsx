import type { AccessEntry } from "#app/domain/audit/get-access-record.server.ts";
import { subjectNames } from "#app/ui/access-words.ts";
import { actionNames, roleNames } from "#app/ui/staff-words.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";

type Shown = Omit<AccessEntry, "at"> & { at: string | Date };

/** Lines of the access record: who, in which role, from where, did what to whose, and why. */
export function AccessEntries({ label, entries }: { label: string; entries: readonly Shown[] }) {
  return (
    <div className="scroll" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {["언제", "누가", "역할", "어디서", "무엇을", "누구의", "이유", "더"].map((heading) => (
              <th scope="col" key={heading}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ id, at, who, role, address, action, subjectType, subject, reason, detail }) => (
            <tr key={id}>
              <td>{`${kstDay(new Date(at))} ${kstTime(new Date(at))}`}</td>
              <td>{who}</td>
              <td>{Object.entries(roleNames).find(([key]) => key === role)?.[1] ?? ""}</td>
              <td>{address}</td>
              <td>{actionNames[action] ?? action}</td>
              <td>{`${subjectNames[subjectType] ?? subjectType} ${subject}`}</td>
              <td>{reason}</td>
              <td>{detail === "{}" ? "" : detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
