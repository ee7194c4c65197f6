import type { Language } from "#app/locales/language.ts";
import { report } from "#app/locales/report.ts";
import { say } from "#app/locales/say.ts";
import { kstTime } from "#app/shared/time.ts";

/** Inside a form that takes long to fill in: until when, and more time without losing a word. */
export const MoreTime = ({ language, endsAt }: { language: Language; endsAt: string }) => (
  <div className="session">
    <p>{say(report.closes_at, language, { time: kstTime(new Date(endsAt)) })}</p>
    <button name="extend" value="yes" className="second" formNoValidate>
      {say(report.extend, language)}
    </button>
  </div>
);

/** Above one that was sent too late, and is given back. */
export const WasKept = ({ language }: { language: Language }) => (
  <p className="card verdict" role="status">
    {say(report.kept, language)}
  </p>
);
