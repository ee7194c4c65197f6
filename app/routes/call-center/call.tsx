import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findCall, type OpenCall } from "#app/domain/calls/find-call.server.ts";
import { getCallerMoney } from "#app/domain/calls/get-caller-money.server.ts";
import { listEarlierCalls } from "#app/domain/calls/list-earlier-calls.server.ts";
import { viewCallerPage } from "#app/domain/calls/view-caller-page.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { getFigures } from "#app/domain/figures/get-figures.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { parseCaseNumber } from "#app/domain/reports/report.rules.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader } from "#app/http/staff-route.server.ts";
import { isLanguage } from "#app/locales/language.ts";
import { callActs } from "#app/routes/call-center/call-acts.server.ts";
import { kstTime } from "#app/shared/time.ts";
import { CallAllowed } from "#app/ui/call-allowed.tsx";
import { CallDone } from "#app/ui/call-done.tsx";
import { EarlierCalls } from "#app/ui/call-earlier.tsx";
import { AgentCode, ProtectLine, SendLink, Unmask, WrapUp } from "#app/ui/call-forms.tsx";
import { CallerMoneyCard } from "#app/ui/call-money.tsx";
import { CallProblemBox } from "#app/ui/call-problem.tsx";
import { CallReport } from "#app/ui/call-report.tsx";
import { CheckedLine } from "#app/ui/call-checked.tsx";
import { CallScript, SpeakLinks } from "#app/ui/call-script.tsx";
import { CallerAnswer } from "#app/ui/caller-answer.tsx";
import { CallerCard } from "#app/ui/caller-card.tsx";
import { CallerCheckForms } from "#app/ui/caller-check.tsx";
import { ConsolePage } from "#app/ui/console-page.tsx";

export const loader = staffLoader(["agent"], async ({ ctx, staff, request }) => {
  const call = await findCall(ctx);
  if (!call) throw redirect("/call-center", 303);
  const asked = new URL(request.url).searchParams;
  return {
    desk: await deskOf(ctx, staff),
    call: shown(call),
    language: spokenIn(asked) ?? call.caller?.language ?? "ko",
    answer: call.check && (await viewCallerPage(ctx, { callId: call.id })),
    money: call.check && (await getCallerMoney(ctx, call.id)),
    earlier: call.check && (await listEarlierCalls(ctx, call.id)),
    facts: await factsForScript(ctx),
    reportKey: randomUUID(),
    done: { what: asked.get("done") ?? "", caseNumber: parseCaseNumber(asked.get("case") ?? "") },
  };
});

function spokenIn(asked: URLSearchParams) {
  const speak = asked.get("speak");
  return isLanguage(speak) ? speak : null;
}

const shown = ({ id, startedAt, check, agentCode, ...call }: OpenCall) => ({
  ...call,
  id: String(id),
  startedAt: kstTime(startedAt),
  check: check && { by: check.by, until: kstTime(check.until) },
  agentCode: agentCode && { code: agentCode.code, until: kstTime(agentCode.until) },
});

/** What the script says that anybody may know. */
async function factsForScript(ctx: Ctx) {
  const incident = await findCurrentIncident(ctx);
  if (!incident) return null;
  const { findings } = await getFigures(ctx, { incidentId: incident.id, at: ctx.now() });
  return {
    names: incident.names,
    number: incident.hotline.number,
    announcedAt: findings.at(-1)?.announcedAt.toISOString() ?? null,
  };
}

export const action = staffAction(["agent"], async (args) => {
  const { formData, request } = args;
  const act = callActs.get(formText(formData, "act"));
  if (!act) throw new Response(null, { status: 404 });
  const done = await act(args);
  if (!done.ok) {
    const typed = { what: formText(formData, "what"), note: formText(formData, "note") };
    return data({ problem: done.refusal, typed: { ...typed, reason: formText(formData, "reason") } }, 409);
  }
  const speak = spokenIn(new URL(request.url).searchParams);
  const inCall = done.value.startsWith("?");
  const language = inCall && speak ? `&speak=${speak}` : "";
  throw redirect(inCall ? `/call-center/call${done.value}${language}` : done.value, 303);
});

export const meta: MetaFunction = () => [{ title: "통화" }];

export default function Call() {
  const { desk, call, language, answer, money, earlier, facts, reportKey, done } =
    useLoaderData<typeof loader>();
  const { problem, typed } = useActionData<typeof action>() ?? {};
  return (
    <ConsolePage desk={desk} at="/call-center">
      <div className="row call-head">
        <h1>통화</h1>
        <p>{call.startedAt} 시작</p>
        <SpeakLinks language={language} />
      </div>
      {problem ? <CallProblemBox problem={problem} /> : <CallDone {...done} />}
      <div className="columns call">
        <div>
          <CallerCard caller={call.caller} check={call.check} unmasked={call.unmasked} />
          {call.caller && !call.check && <CallerCheckForms call={call} />}
          {answer ? <CallerAnswer language={language} answer={answer} /> : <CallAllowed />}
        </div>
        <div>
          {call.caller && (
            <div className="row halves">
              <AgentCode callId={call.id} agentCode={call.agentCode} />
              <SendLink callId={call.id} />
            </div>
          )}
          {call.caller && <ProtectLine callId={call.id} />}
          {money && <CallerMoneyCard callId={call.id} formKey={reportKey} money={money} />}
          {earlier && <EarlierCalls calls={earlier} />}
          {call.check && <CheckedLine callId={call.id} formKey={reportKey} />}
          {facts && <CallScript language={language} facts={facts} checked={call.check !== null} />}
          {call.check && <Unmask callId={call.id} reason={typed?.reason} />}
          <CallReport
            callId={call.id}
            hasLine={call.caller !== null}
            idempotencyKey={reportKey}
            what={typed?.what}
          />
          <WrapUp callId={call.id} note={typed?.note} />
        </div>
      </div>
    </ConsolePage>
  );
}
