import type { OwnRecordEntry } from "#app/domain/audit/list-own-record.server.ts";
import { formatDay } from "#app/locales/format.ts";
import type { Language } from "#app/locales/language.ts";
import { moneyActs } from "#app/locales/own-record-money.ts";
import { refusedActs } from "#app/locales/own-record-refused.ts";
import { swapActs } from "#app/locales/own-record-swap.ts";
import { recordActs } from "#app/locales/own-record.ts";
import { requests } from "#app/locales/requests.ts";
import { say, type Message } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";

/** Who was at a line's record and what they did, in plain words. The reasons stand as they were typed, in Korean. */
export function OwnRecord({ language, entries }: { language: Language; entries: readonly OwnRecordEntry[] }) {
  return (
    <ul className="plain">
      {entries.map((entry, index) => (
        <li key={index} className="card">
          <div className="quiet">
            {formatDay(entry.at, language)} {kstTime(entry.at)}
          </div>
          <div>
            <strong>{whoDid(entry, language)}</strong>: {say(actOf(entry), language)}
            {entry.caseNumber && ` (${entry.caseNumber})`}
          </div>
          {entry.reason && (
            <div>
              <SayReason language={language} reason={entry.reason} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function SayReason({ language, reason }: { language: Language; reason: string }) {
  const [before = "", after = ""] = requests.reason[language].split("{reason}");
  return (
    <>
      {before}
      <span lang="ko">{reason}</span>
      {after}
    </>
  );
}

function whoDid({ by }: Pick<OwnRecordEntry, "by">, language: Language): string {
  if (by === "own" || by === "system") return say(requests[by], language);
  return say(requests[by.role], language, { number: by.number });
}

function actOf({
  action,
  field,
  act,
  level,
}: Pick<OwnRecordEntry, "action" | "field" | "act" | "level">): Message {
  const acts: Partial<Record<string, Message>> = { ...recordActs, ...swapActs, ...moneyActs };
  const refused: Partial<Record<string, Message>> = refusedActs;
  if (action === "access.refused" && act) return refused[act] ?? recordActs["access.refused"];
  const signedIn = action === "session.start" && level !== "L1";
  return (
    acts[signedIn ? `${action} L2` : field ? `${action} ${field}` : action] ??
    acts[action] ??
    recordActs.other
  );
}
