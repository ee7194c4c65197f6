import { useLocation } from "@remix-run/react";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { verify } from "#app/locales/verify.ts";
import { kstTime } from "#app/shared/time.ts";

/** When the session ends, how to stay, and how to leave: on every page that needs one. */
export function SessionBar({ language, endsAt }: { language: Language; endsAt: Date }) {
  const { pathname, search } = useLocation();
  return (
    <div className="session">
      <p>{say(verify.ends_at, language, { time: kstTime(endsAt) })}</p>
      <form method="post" action="/extend">
        <input type="hidden" name="to" value={pathname + search} />
        <button className="second">{say(verify.extend, language)}</button>
      </form>
      <form method="post" action="/signout">
        <button className="second">{say(verify.sign_out, language)}</button>
      </form>
    </div>
  );
}
