import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findCall } from "#app/domain/calls/find-call.server.ts";
import { findLines, type FoundLine, type LineSearch } from "#app/domain/calls/find-lines.server.ts";
import { openLine } from "#app/domain/calls/open-line.server.ts";
import { startCall } from "#app/domain/calls/start-call.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader, type StaffArgs } from "#app/http/staff-route.server.ts";
import { callIdOf } from "#app/routes/call-center/call-id.ts";
import { kstTime } from "#app/shared/time.ts";
import { CallAllowed } from "#app/ui/call-allowed.tsx";
import { CallProblemBox, type CallProblem } from "#app/ui/call-problem.tsx";
import { CallFound, CallSearch } from "#app/ui/call-search.tsx";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";

export const loader = staffLoader(["agent"], async ({ ctx, staff }) => {
  const call = await findCall(ctx);
  return {
    desk: await deskOf(ctx, staff),
    call: call && {
      id: String(call.id),
      startedAt: kstTime(call.startedAt),
      hasLine: call.caller !== null,
    },
  };
});

type Args = StaffArgs & { formData: FormData };
type Answer = { problem: CallProblem | null; found: FoundLine[] | null; typed: Record<string, string> };

/** What is found is answered on the page itself: what was searched may stand in no address. */
export const action = staffAction(["agent"], async (args) => {
  const act = acts.get(formText(args.formData, "act"));
  if (!act) throw new Response(null, { status: 404 });
  const answer = await act(args);
  return data(answer, { status: answer.problem ? 409 : 200 });
});

async function start({ ctx }: Args): Promise<Answer> {
  const started = await startCall(ctx);
  if (!started.ok) return problem(started.refusal);
  // Browsers put the cursor into the field that an address names.
  throw redirect("/call-center#number", 303);
}

/** Whoever searches has somebody on the phone: the call starts by itself. */
async function find({ ctx, formData }: Args): Promise<Answer> {
  const started = formData.has("call") ? null : await startCall(ctx);
  if (started && !started.ok) return problem(started.refusal);
  const search = searchOf(formData);
  const found = await findLines(ctx, { callId: started?.value.callId ?? callIdOf(formData), search });
  const { by: _, ...typed } = search;
  return found.ok
    ? { problem: null, found: found.value, typed }
    : { problem: found.refusal, found: null, typed };
}

async function open({ ctx, formData }: Args): Promise<Answer> {
  const opened = await openLine(ctx, { callId: callIdOf(formData), ticket: formText(formData, "line") });
  if (!opened.ok) return problem(opened.refusal);
  throw redirect("/call-center/call", 303);
}

const acts = new Map([
  ["start", start],
  ["find", find],
  ["open", open],
]);

const problem = (refusal: CallProblem): Answer => ({ problem: refusal, found: null, typed: {} });

function searchOf(formData: FormData): LineSearch {
  const text = (name: string) => formText(formData, name);
  switch (text("by")) {
    case "person":
      return { by: "person", name: text("name"), birthDate: text("birthDate") };
    case "case":
      return { by: "case", caseNumber: text("caseNumber") };
    default:
      return { by: "number", number: text("number") };
  }
}

export const meta: MetaFunction = () => [{ title: "상담" }];

export default function Start() {
  const { desk, call } = useLoaderData<typeof loader>();
  const { problem: refusal, found, typed } = useActionData<typeof action>() ?? {};
  return (
    <ConsolePage desk={desk} at="/call-center">
      <div className="row call-head">
        <h1>상담</h1>
        {call ? (
          <>
            <p>{call.startedAt}에 시작한 통화가 있습니다.</p>
            <a className="button" href="/call-center/call" data-key="KeyG">
              {call.hasLine ? "통화 화면으로" : "회선 없이 상담"} <Key code="KeyG" />
            </a>
          </>
        ) : (
          <form method="post" action="/call-center">
            <button name="act" value="start" data-key="KeyN">
              새 통화 시작 <Key code="KeyN" />
            </button>
          </form>
        )}
      </div>
      {refusal && <CallProblemBox problem={refusal} />}
      {found && call && <CallFound callId={call.id} found={found} />}
      {!call?.hasLine && (
        <div className="columns">
          <CallSearch callId={call?.id ?? null} typed={typed ?? {}} />
          <CallAllowed />
        </div>
      )}
    </ConsolePage>
  );
}
