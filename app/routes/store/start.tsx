import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { findVisitByCode } from "#app/domain/usim-swap/find-visit-by-code.server.ts";
import { listDay } from "#app/domain/usim-swap/list-day.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader } from "#app/http/staff-route.server.ts";
import { kstDay } from "#app/shared/time.ts";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";
import { StoreDay } from "#app/ui/store-day.tsx";
import { StoreProblemBox } from "#app/ui/store-problem.tsx";
import { cardNames } from "#app/ui/store-words.ts";

export const loader = staffLoader(["store"], async ({ ctx, staff }) => {
  const { store, visits, stock, waiting } = await listDay(ctx);
  return {
    desk: await deskOf(ctx, staff),
    store: store.name,
    day: kstDay(ctx.now()),
    waiting,
    stock: stock.map(({ card, remaining, reserved, used }) => ({ card, remaining, reserved, used })),
    visits: visits.map(({ startsAt, until, arrivedAt, ...visit }) => ({
      ...visit,
      startsAt: startsAt.toISOString(),
      until: until.toISOString(),
      arrivedAt: arrivedAt?.toISOString() ?? null,
    })),
  };
});

/** A scanner types the code, and Enter. */
export const action = staffAction(["store"], async ({ ctx, formData }) => {
  const found = await findVisitByCode(ctx, formText(formData, "code"));
  if (!found.ok) return data({ refusal: found.refusal, typed: formText(formData, "code") }, { status: 409 });
  throw redirect(`/store/visits/${found.value.code}`, 303);
});

export const meta: MetaFunction = () => [{ title: "오늘 · 매장" }];

export default function Start() {
  const { desk, store, day, stock, waiting, visits } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <ConsolePage desk={desk} at="/store">
      <h1>
        {store}, {day}
      </h1>
      {refused && <StoreProblemBox problem={refused.refusal} />}
      <div className="columns">
        <section className="card">
          <form method="post" action="/store">
            <label htmlFor="code">
              방문 번호 (QR을 찍거나 S-0000-0000을 적기) <Key code="/" />
            </label>
            <div className="row">
              <input
                id="code"
                name="code"
                required
                autoComplete="off"
                autoCapitalize="characters"
                maxLength={40}
                defaultValue={refused?.typed}
                data-key="Slash"
                data-focus
              />
              <button>찾기</button>
            </div>
          </form>
          <p>
            <a href="/store/walk-in" data-key="KeyN">
              예약 없이 오신 분 <Key code="KeyN" />
            </a>
          </p>
        </section>
        <section className="card">
          <h2>카드</h2>
          <ul>
            {stock.map(({ card, remaining, reserved, used }) => (
              <li key={card}>
                {cardNames[card]}: 남음 {remaining}, 예약됨 {reserved}, 사용 {used}
              </li>
            ))}
            <li>대기 {waiting}명</li>
          </ul>
        </section>
      </div>
      <h2>오늘 방문 {visits.length}건</h2>
      {visits.length === 0 ? <p>오늘은 예약이 없습니다.</p> : <StoreDay visits={visits} />}
    </ConsolePage>
  );
}
