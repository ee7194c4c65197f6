import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { closeCase, type CloseCaseRefusal } from "#app/domain/reconciliation/close-case.server.ts";
import { getCase } from "#app/domain/reconciliation/get-case.server.ts";
import { parseListCase } from "#app/domain/reconciliation/reconciliation.rules.ts";
import { takeCase } from "#app/domain/reconciliation/take-case.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader, type StaffArgs } from "#app/http/staff-route.server.ts";
import type { Result } from "#app/shared/result.ts";
import { caseRefusals } from "#app/ui/claims-case-words.ts";
import { ClaimsCase, ClaimsCaseActs, ClaimsCasePayments } from "#app/ui/claims-case.tsx";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";

export const loader = staffLoader(["reviewer", "auditor"], async ({ ctx, staff, params }) => {
  const read = await getCase(ctx, caseIn(params));
  const desk = await deskOf(ctx, staff);
  if (!read.ok) return data({ desk, found: null, acts: false }, { status: 429 });
  return data({ desk, found: read.value, acts: ctx.actor.role === "reviewer" });
});

function caseIn(params: StaffArgs["params"]): string {
  const caseNumber = parseListCase(params.number ?? "");
  if (!caseNumber) throw new Response(null, { status: 404 });
  return caseNumber;
}

/** Auditors reach it and are refused there: who may do what to a case is the use cases' to say. */
export const action = staffAction(["reviewer", "auditor"], async ({ ctx, formData, params, request }) => {
  const [act, resolution, note] = ["act", "resolution", "note"].map((name) => formText(formData, name));
  const caseNumber = caseIn(params);
  const acts: Partial<Record<string, () => Promise<Result<void, CloseCaseRefusal>>>> = {
    take: () => takeCase(ctx, caseNumber),
    close: () => closeCase(ctx, { caseNumber, resolution: resolution ?? "", note: note ?? "" }),
  };
  const run = Object.hasOwn(acts, act ?? "") ? acts[act ?? ""] : undefined;
  if (!run) throw new Response(null, { status: 404 });
  const done = await run();
  if (done.ok) throw redirect(new URL(request.url).pathname, 303);
  return data(
    { refusal: done.refusal, typed: { resolution: resolution ?? "", note: note ?? "" } },
    { status: 409 },
  );
});

export const meta: MetaFunction = ({ params }) => [{ title: `사건 ${params.number ?? ""} · 보상 심사` }];

export default function CasesCase() {
  const { desk, found, acts } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const problem = refused ? refused.refusal : found ? null : "over-quota";
  return (
    <ConsolePage desk={desk} at="/claims-desk/cases">
      <div className="row call-head">
        <h1>사건 {found?.caseNumber}</h1>
        <a href="/claims-desk/cases" data-key="KeyL">
          목록으로 <Key code="KeyL" />
        </a>
      </div>
      {problem && (
        <div className="error" role="alert" id="problem">
          <p>{caseRefusals[problem]}</p>
        </div>
      )}
      {found && (
        <>
          <div className="columns">
            <ClaimsCase found={found} />
            <ClaimsCaseActs found={found} mayAct={acts} typed={refused?.typed ?? null} />
          </div>
          <ClaimsCasePayments found={found} />
        </>
      )}
    </ConsolePage>
  );
}
