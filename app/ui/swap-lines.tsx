import { carrierOrder } from "#app/locales/carrier-order.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { swapStores } from "#app/locales/usim-swap-stores.ts";
import type { SwapLineChoice } from "#app/domain/usim-swap/swap-choice.rules.ts";

/** Whose cards are changed in one visit: the holder's lines and the minors', to be ticked. */
export function SwapLines({
  language,
  lines,
  card,
  own,
}: {
  language: Language;
  lines: readonly SwapLineChoice[];
  card: string | null;
  /** The line that the session is about: it is what somebody came for. */
  own: string;
}) {
  return (
    <form method="get" className="card">
      {card && <input type="hidden" name="card" value={card} />}
      <fieldset>
        <legend>{say(swapStores.which_lines, language)}</legend>
        {lines.map(({ id, ending, relationship, whyNot }) =>
          whyNot === null ? (
            <div key={String(id)} className="choice">
              <input
                type="checkbox"
                id={`line-${id}`}
                name="line"
                value={String(id)}
                defaultChecked={String(id) === own}
              />
              <label htmlFor={`line-${id}`}>
                {say(carrierOrder.line, language, { ending })}
                {relationship === "guardian" && ` · ${say(swapStores.line_minor, language)}`}
              </label>
            </div>
          ) : (
            <p key={String(id)} className="quiet">
              {say(carrierOrder.line, language, { ending })}: {say(swapStores.line_elsewhere, language)}
            </p>
          ),
        )}
      </fieldset>
      <button className="wide">{say(swapStores.lines_next, language)}</button>
    </form>
  );
}
