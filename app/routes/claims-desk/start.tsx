import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { listDifferingOrders } from "#app/domain/carrier-orders/list-differing-orders.server.ts";
import { listChangedPayments } from "#app/domain/compensation/list-changed-payments.server.ts";
import { listFailedPayouts } from "#app/domain/compensation/list-failed-payouts.server.ts";
import { listQueue } from "#app/domain/compensation/list-queue.server.ts";
import { queueFilters, queueOrders } from "#app/domain/compensation/queue.rules.ts";
import { listFailedFees } from "#app/domain/fee-waiver/list-failed-fees.server.ts";
import { assignOwnerlessCases } from "#app/domain/reconciliation/assign-ownerless-cases.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { staffAction, staffLoader } from "#app/http/staff-route.server.ts";
import { actAtDesk } from "#app/routes/claims-desk/start-acts.server.ts";
import { ClaimsChanged } from "#app/ui/claims-changed.tsx";
import { ClaimsDiffering } from "#app/ui/claims-differing.tsx";
import { ClaimsPayouts } from "#app/ui/claims-payouts.tsx";
import { ClaimsQueue } from "#app/ui/claims-queue.tsx";
import { ClaimsRefused } from "#app/ui/claims-refused.tsx";
import { ConsolePage } from "#app/ui/console-page.tsx";

export const loader = staffLoader(["reviewer", "auditor"], async ({ ctx, staff, request }) => {
  const asked = new URL(request.url).searchParams;
  const order = queueOrders.find((one) => one === asked.get("order")) ?? "age";
  const filter = queueFilters.find((one) => one === asked.get("show")) ?? "all";
  const page = Number(/^\d{1,4}$/.exec(asked.get("page") ?? "")?.[0] ?? 1);
  await assignOwnerlessCases(ctx);
  const queue = await listQueue(ctx, { order, filter, page });
  const failed = { payouts: await listFailedPayouts(ctx), fees: await listFailedFees(ctx) };
  const differing = await listDifferingOrders(ctx);
  const [desk, changed] = [await deskOf(ctx, staff), await listChangedPayments(ctx)];
  return { desk, order, filter, queue, failed, differing, changed, acts: ctx.actor.role === "reviewer" };
});

/** Auditors reach it and are refused there. */
export const action = staffAction(["reviewer", "auditor"], async ({ ctx, formData }) => {
  const acted = await actAtDesk(ctx, formData);
  if (acted.ok) throw redirect("/claims-desk", 303);
  return data({ refusal: acted.refusal }, { status: 409 });
});

export const meta: MetaFunction = () => [{ title: "보상 심사" }];

export default function Start() {
  const { desk, order, filter, queue, failed, differing, changed, acts } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <ConsolePage desk={desk} at="/claims-desk">
      <h1>보상 심사</h1>
      {refused && <ClaimsRefused refusal={refused.refusal} />}
      <ClaimsQueue queue={queue} order={order} filter={filter} />
      <ClaimsPayouts failed={failed} mayAct={acts} />
      <ClaimsDiffering differing={differing} mayAct={acts} />
      {changed.length > 0 && <ClaimsChanged changed={changed} mayAct={acts} />}
    </ConsolePage>
  );
}
