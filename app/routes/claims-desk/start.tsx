import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { listChangedPayments } from "#app/domain/compensation/list-changed-payments.server.ts";
import { listFailedPayouts } from "#app/domain/compensation/list-failed-payouts.server.ts";
import { listQueue } from "#app/domain/compensation/list-queue.server.ts";
import { queueOrders } from "#app/domain/compensation/queue.rules.ts";
import { retryPayout } from "#app/domain/compensation/retry-payout.server.ts";
import { listFailedFees } from "#app/domain/fee-waiver/list-failed-fees.server.ts";
import { retryFeeWaiver } from "#app/domain/fee-waiver/retry-fee-waiver.server.ts";
import { assignOwnerlessCases } from "#app/domain/reconciliation/assign-ownerless-cases.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader } from "#app/http/staff-route.server.ts";
import { ClaimsChanged } from "#app/ui/claims-changed.tsx";
import { ClaimsPayouts } from "#app/ui/claims-payouts.tsx";
import { ClaimsQueue } from "#app/ui/claims-queue.tsx";
import { ClaimsRefused } from "#app/ui/claims-refused.tsx";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";

export const loader = staffLoader(["reviewer", "auditor"], async ({ ctx, staff, request }) => {
  const asked = new URL(request.url).searchParams;
  const order = queueOrders.find((one) => one === asked.get("order")) ?? "age";
  const page = Number(/^\d{1,4}$/.exec(asked.get("page") ?? "")?.[0] ?? 1);
  await assignOwnerlessCases(ctx);
  const queue = await listQueue(ctx, { order, page });
  const failed = { payouts: await listFailedPayouts(ctx), fees: await listFailedFees(ctx) };
  const [desk, changed] = [await deskOf(ctx, staff), await listChangedPayments(ctx)];
  return { desk, order, queue, failed, changed, acts: ctx.actor.role === "reviewer" };
});

/** Auditors reach it and are refused there. */
export const action = staffAction(["reviewer", "auditor"], async ({ ctx, formData }) => {
  const fee = formText(formData, "fee");
  const asked = fee || formText(formData, "payout");
  if (!/^\d{1,18}$/.test(asked)) throw new Response(null, { status: 404 });
  const retried = fee
    ? await retryFeeWaiver(ctx, { applicationId: BigInt(asked) })
    : await retryPayout(ctx, { payoutId: BigInt(asked) });
  if (retried.ok) throw redirect("/claims-desk", 303);
  return data({ refusal: retried.refusal }, { status: 409 });
});

export const meta: MetaFunction = () => [{ title: "보상 심사" }];

const orderNames = {
  age: { label: "오래된 것부터", code: "KeyA" },
  sum: { label: "큰 금액부터", code: "KeyS" },
  priority: { label: "어르신·장애인 먼저", code: "KeyP" },
};

export default function Start() {
  const { desk, order, queue, failed, changed, acts } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <ConsolePage desk={desk} at="/claims-desk">
      <h1>보상 심사</h1>
      {refused && <ClaimsRefused refusal={refused.refusal} />}
      <nav aria-label="순서">
        <ul className="langs">
          {queueOrders.map((one) => (
            <li key={one}>
              <a
                href={`?order=${one}`}
                aria-current={one === order ? "true" : undefined}
                data-key={orderNames[one].code}
              >
                {orderNames[one].label} <Key code={orderNames[one].code} />
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {queue.count === 0 ? <p>기다리는 신청이 없습니다.</p> : <ClaimsQueue queue={queue} order={order} />}
      <ClaimsPayouts failed={failed} mayAct={acts} />
      {changed.length > 0 && <ClaimsChanged changed={changed} />}
    </ConsolePage>
  );
}
