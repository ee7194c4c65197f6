import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { listFailedPayouts } from "#app/domain/compensation/list-failed-payouts.server.ts";
import { listQueue, type QueueOrder } from "#app/domain/compensation/list-queue.server.ts";
import { retryPayout } from "#app/domain/compensation/retry-payout.server.ts";
import { assignOwnerlessCases } from "#app/domain/reconciliation/assign-ownerless-cases.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader } from "#app/http/staff-route.server.ts";
import { ClaimsPayouts } from "#app/ui/claims-payouts.tsx";
import { ClaimsQueue } from "#app/ui/claims-queue.tsx";
import { ClaimsRefused } from "#app/ui/claims-refused.tsx";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";

export const loader = staffLoader(["reviewer", "auditor"], async ({ ctx, staff, request }) => {
  const asked = new URL(request.url).searchParams.get("order");
  const order = orders.find((one) => one === asked) ?? "age";
  await assignOwnerlessCases(ctx);
  const [queue, payouts] = [await listQueue(ctx, { order }), await listFailedPayouts(ctx)];
  return { desk: await deskOf(ctx, staff), order, queue, payouts, acts: ctx.actor.role === "reviewer" };
});

/** Auditors reach it and are refused there. */
export const action = staffAction(["reviewer", "auditor"], async ({ ctx, formData }) => {
  const payout = formText(formData, "payout");
  if (!/^\d{1,18}$/.test(payout)) throw new Response(null, { status: 404 });
  const retried = await retryPayout(ctx, { payoutId: BigInt(payout) });
  if (retried.ok) throw redirect("/claims-desk", 303);
  return data({ refusal: retried.refusal }, { status: 409 });
});

export const meta: MetaFunction = () => [{ title: "보상 심사" }];

/** In the order of the links. */
const orders = ["age", "sum", "priority"] as const satisfies QueueOrder[];

const orderNames = {
  age: { label: "오래된 것부터", code: "KeyA" },
  sum: { label: "큰 금액부터", code: "KeyS" },
  priority: { label: "어르신·장애인 먼저", code: "KeyP" },
};

export default function Start() {
  const { desk, order, queue, payouts, acts } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <ConsolePage desk={desk} at="/claims-desk">
      <h1>보상 심사</h1>
      {refused && <ClaimsRefused refusal={refused.refusal} />}
      <nav aria-label="순서">
        <ul className="langs">
          {orders.map((one) => (
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
      {queue.length === 0 ? <p>기다리는 신청이 없습니다.</p> : <ClaimsQueue queue={queue} />}
      {payouts.length > 0 && <ClaimsPayouts payouts={payouts} mayAct={acts} />}
    </ConsolePage>
  );
}
