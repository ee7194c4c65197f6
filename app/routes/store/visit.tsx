import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findVisitByCode, type StoreVisit } from "#app/domain/usim-swap/find-visit-by-code.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader, type StaffArgs } from "#app/http/staff-route.server.ts";
import { visitActs } from "#app/routes/store/visit-acts.server.ts";
import { kstDay, kstTime } from "#app/shared/time.ts";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";
import { StoreActionCode, type OpenedAction } from "#app/ui/store-action.tsx";
import { CancelWalkIn } from "#app/ui/store-cancel.tsx";
import { StoreLineCard } from "#app/ui/store-line.tsx";
import { StoreProblemBox, type StoreProblem } from "#app/ui/store-problem.tsx";

export const loader = staffLoader(["store"], async (args) => {
  const visit = await visitIn(args);
  return {
    desk: await deskOf(args.ctx, args.staff),
    visit: visit && shown(visit),
    hotline: args.hotline?.number ?? "",
  };
});

type Answer = { refusal: StoreProblem | null; opened: OpenedAction | null };

export const action = staffAction(["store"], async (args) => {
  const act = visitActs.get(formText(args.formData, "act"));
  if (!act) throw new Response(null, { status: 404 });
  const visit = await visitIn(args);
  if (!visit) return data<Answer>({ refusal: "over-quota", opened: null }, { status: 429 });
  const acted = await act(args, visit);
  if (!acted.ok) return data<Answer>({ refusal: acted.refusal, opened: null }, { status: 409 });
  if (acted.value) return data<Answer>({ refusal: null, opened: acted.value });
  throw redirect(`/store/visits/${visit.code}`, 303);
});

/** Null for who has opened too many. */
async function visitIn({ ctx, params }: StaffArgs): Promise<StoreVisit | null> {
  const found = await findVisitByCode(ctx, params.code ?? "");
  if (found.ok) return found.value;
  if (found.refusal === "over-quota") return null;
  throw new Response(null, { status: 404 });
}

const shown = ({ lines, ...visit }: StoreVisit) => ({
  code: visit.code,
  walkIn: visit.walkIn,
  day: kstDay(visit.startsAt),
  from: kstTime(visit.startsAt),
  until: kstTime(visit.until),
  arrived: visit.arrivedAt && kstTime(visit.arrivedAt),
  isOpen: lines.some(({ state }) => state === "booked"),
  lines: lines.map(({ bookingId, check, swap, ...line }) => ({
    ...line,
    bookingId: String(bookingId),
    swapKey: randomUUID(),
    check: check && { ...check, idCheckId: String(check.idCheckId), at: check.at.toISOString() },
    swap: swap && { ...swap, completedAt: swap.completedAt.toISOString() },
  })),
});

export const meta: MetaFunction = ({ params }) => [{ title: `방문 ${params.code ?? ""}` }];

export default function Visit() {
  const { desk, visit, hotline } = useLoaderData<typeof loader>();
  const { refusal, opened } = useActionData<typeof action>() ?? {};
  if (!visit)
    return (
      <ConsolePage desk={desk} at="/store">
        <h1>방문</h1>
        <StoreProblemBox problem="over-quota" />
      </ConsolePage>
    );
  const at = `/store/visits/${visit.code}`;
  const next = visit.lines.find(({ state }) => state === "booked");
  return (
    <ConsolePage desk={desk} at="/store">
      <div className="row call-head">
        <h1>방문 {visit.code}</h1>
        <p>
          {visit.day} {visit.from}–{visit.until}
          {visit.walkIn && " · 예약 없이 오심"}
          {visit.arrived && ` · ${visit.arrived} 도착`}
        </p>
        {!visit.arrived && visit.isOpen && (
          <form method="post" action={at}>
            <button name="act" value="check-in" data-key="KeyA">
              도착 <Key code="KeyA" />
            </button>
          </form>
        )}
        <a href="/store" data-key="KeyL">
          오늘 목록 <Key code="KeyL" />
        </a>
      </div>
      {refusal && <StoreProblemBox problem={refusal} />}
      {opened && <StoreActionCode opened={opened} />}
      {visit.lines.map((line) => (
        <StoreLineCard
          key={line.bookingId}
          line={line}
          action={at}
          hotline={hotline}
          arrived={visit.arrived !== null}
          swapKey={line.swapKey}
          isFirst={line === next}
        />
      ))}
      {visit.walkIn && visit.isOpen && <CancelWalkIn action={at} />}
    </ConsolePage>
  );
}
