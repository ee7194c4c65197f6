import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { cancelUsimSwap } from "#app/domain/usim-swap/cancel-usim-swap.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { visitIdOf } from "#app/http/swap-choice.ts";
import { getSwapFrame } from "#app/http/swap-frame.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { say } from "#app/locales/say.ts";
import { swapVisit } from "#app/locales/usim-swap-visit.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { CancelVisit, ChangeVisit } from "#app/ui/swap-change.tsx";
import { Back, SwapPage } from "#app/ui/swap-page.tsx";
import { SwapProblem } from "#app/ui/swap-refusal.tsx";
import { VisitCode, VisitFacts, VisitLines, VisitPapers } from "#app/ui/swap-visit.tsx";

export const loader = subscriberLoader("L1", async (args) => {
  const { own, ...frame } = await getSwapFrame(args);
  if (!own.visit) throw redirect("/usim-swap", 303);
  const asksToCancel = new URL(args.request.url).searchParams.has("cancel");
  return { ...frame, visit: own.visit, asksToCancel, key: randomUUID() };
});

export const action = subscriberAction("L1", async ({ ctx, session, formData }) => {
  const visitId = visitIdOf(formData);
  if (visitId === null) throw new Response(null, { status: 400 });
  const line = formText(formData, "line");
  const one = session.level === "L1" ? String(session.subscriberId) : line;
  if (one !== "" && !/^\d{1,18}$/.test(one)) throw new Response(null, { status: 400 });
  const which = { visitId, session, ...(one !== "" && { subscriberId: BigInt(one) }) };
  const cancelled = await cancelUsimSwap(ctx, formKey(formData), which);
  if (!cancelled.ok) return data({ problem: cancelled.refusal }, { status: 409 });
  throw redirect("/usim-swap", 303);
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(swapVisit.title, page?.language ?? "ko") },
];

export default function Visit() {
  const { visit, asksToCancel, key, ...frame } = useLoaderData<typeof loader>();
  const { problem } = useActionData<typeof action>() ?? {};
  const { language, hotline } = frame;
  const number = hotline?.number ?? "";
  const live = visit.lines.filter(({ state }) => state === "booked");
  return (
    <SwapPage frame={frame} title={say(swapVisit.title, language)}>
      {problem && <SwapProblem language={language} number={number} problem={problem} />}
      {asksToCancel && !problem && <CancelVisit language={language} visit={visit} formKey={key} />}
      {visit.arrivedAt && (
        <p className="card verdict" role="status">
          {say(swapVisit.arrived, language)}
        </p>
      )}
      <VisitCode language={language} code={visit.code} />
      <section className="card">
        <VisitFacts
          language={language}
          when={visit}
          store={visit.store}
          endings={live.map(({ ending }) => ending)}
        />
        {live.length < visit.lines.length && <VisitLines language={language} lines={visit.lines} />}
        {visit.otherLines > 0 && (
          <p className="quiet">{say(swapVisit.other_lines, language, { count: visit.otherLines })}</p>
        )}
        <p>
          <a className="button second wide" href="/usim-swap/visit.ics">
            {say(swapVisit.calendar, language)}
          </a>
        </p>
      </section>
      <VisitPapers
        language={language}
        number={number}
        relationships={live.map(({ relationship }) => relationship)}
      />
      {!asksToCancel && visit.canCancel && (
        <ChangeVisit language={language} visit={visit} signedIn={frame.signedIn} />
      )}
      <Back to="/usim-swap" text={say(usimSwap.title, language)} />
    </SwapPage>
  );
}
