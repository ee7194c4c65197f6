import { carrierOrder } from "#app/locales/carrier-order.ts";
import { say, type Message } from "#app/locales/say.ts";
import { swapRefusals } from "#app/locales/usim-swap-visit.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { SwapEffects } from "#app/ui/swap-effects.tsx";
import { swapEffects } from "#app/locales/usim-swap-effects.ts";
import { Back, SwapPage, type SwapFrame } from "#app/ui/swap-page.tsx";

export type RemoteProblem =
  "already-booked" | "already-swapped" | "already-asked" | "form-used" | "line-not-active" | "not-offered";

const problems: Record<RemoteProblem, Message> = {
  "already-booked": usimSwap.remote_booked,
  "already-swapped": usimSwap.already_swapped,
  "already-asked": usimSwap.remote_asked,
  "form-used": carrierOrder.form_used,
  "line-not-active": swapRefusals.line_not_active,
  "not-offered": usimSwap.remote_not_this_phone,
};

/** A new card without a visit: what will happen, and the button. */
export function RemoteCard({
  frame,
  way,
  formKey,
  problem,
}: {
  frame: SwapFrame;
  way: "esim" | "courier";
  formKey: string;
  problem: RemoteProblem | undefined;
}) {
  const { language, hotline } = frame;
  return (
    <SwapPage frame={frame} title={say(usimSwap[`${way}_title`], language)}>
      <p>{say(usimSwap[`${way}_lead`], language)}</p>
      <p>{say(carrierOrder.agent_never, language)}</p>
      {problem ? (
        <div className="error" role="alert" id="problem">
          <h2>{say(carrierOrder.problem, language)}</h2>
          <p>{problems[problem][language].replace("{number}", hotline?.number ?? "")}</p>
        </div>
      ) : (
        <>
          <section>
            <h2>{say(swapEffects.title, language)}</h2>
            <SwapEffects language={language} visit={false} />
          </section>
          <form method="post">
            <input type="hidden" name="key" value={formKey} />
            <button className="wide">{say(usimSwap.remote_submit, language)}</button>
          </form>
        </>
      )}
      <Back to="/usim-swap" text={say(usimSwap.how_it_stands, language)} />
    </SwapPage>
  );
}
