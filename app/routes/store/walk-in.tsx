import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { getFreeNow } from "#app/domain/usim-swap/get-free-now.server.ts";
import { startIdCheck } from "#app/domain/usim-swap/start-id-check.server.ts";
import { startWalkIn } from "#app/domain/usim-swap/start-walk-in.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader, type StaffArgs } from "#app/http/staff-route.server.ts";
import { CardKind } from "#app/infra/db/generated/enums.ts";
import { parseForm } from "#app/routes/store/store-form.ts";
import { documentIn } from "#app/routes/store/visit-acts.server.ts";
import { ok, type Result } from "#app/shared/result.ts";
import { ConsolePage, Key } from "#app/ui/console-page.tsx";
import { DocumentFields } from "#app/ui/store-check.tsx";
import { StoreFree } from "#app/ui/store-free.tsx";
import { StoreProblemBox, type StoreProblem } from "#app/ui/store-problem.tsx";
import { cardNames } from "#app/ui/store-words.ts";

export const loader = staffLoader(["store"], async ({ ctx, staff }) => {
  const { slotAt, nextAt, ...free } = await getFreeNow(ctx);
  return {
    desk: await deskOf(ctx, staff),
    free: { ...free, slotAt: slotAt?.toISOString() ?? null, nextAt: nextAt?.toISOString() ?? null },
    swapKey: randomUUID(),
    checkKey: randomUUID(),
  };
});

type Args = StaffArgs & { formData: FormData };
const cardSchema = z.object({ card: z.enum(CardKind) });

export const action = staffAction(["store"], async (args) => {
  const act = acts.get(formText(args.formData, "act"));
  if (!act) throw new Response(null, { status: 404 });
  const done = await act(args);
  if (!done.ok)
    return data({ refusal: done.refusal, number: formText(args.formData, "number") }, { status: 409 });
  throw redirect(done.value, 303);
});

/** Where to go on. */
const acts = new Map<string, (args: Args) => Promise<Result<string, StoreProblem>>>([
  [
    "walk-in",
    async ({ ctx, formData }) => {
      const { card } = parseForm(cardSchema, formData);
      const started = await startWalkIn(ctx, formKey(formData), {
        number: formText(formData, "number"),
        card,
      });
      return started.ok ? ok(`/store/visits/${started.value.code}`) : started;
    },
  ],
  ["id-matched", (args) => checkId(args, "matched")],
  ["id-not-matched", (args) => checkId(args, "not_matched")],
]);

async function checkId({ ctx, formData }: Args, result: "matched" | "not_matched") {
  const looked = { number: formText(formData, "number"), result, ...documentIn(formData) };
  const started = await startIdCheck(ctx, formKey(formData), looked);
  return started.ok ? ok(`/store/checks/${started.value.idCheckId}`) : started;
}

export const meta: MetaFunction = () => [{ title: "예약 없이 오신 분 · 매장" }];

export default function WalkIn() {
  const { desk, free, swapKey, checkKey } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const number = (id: string) => ({
    id,
    name: "number",
    inputMode: "tel" as const,
    required: true,
    maxLength: 30,
    autoComplete: "off",
    defaultValue: refused?.number,
  });
  return (
    <ConsolePage desk={desk} at="/store/walk-in">
      <h1>예약 없이 오신 분</h1>
      {refused && <StoreProblemBox problem={refused.refusal} />}
      <div className="columns">
        <section className="card">
          <h2>유심 교체</h2>
          <p>
            바꿀 회선의 번호를 그대로 적습니다. 이 회선으로 &lsquo;매장에서 교체가 진행 중&rsquo;이라는 문자가
            먼저 나가고, 신분 확인에는 동료 한 명이나 통신사의 확인이 더 필요합니다.
          </p>
          <form method="post" action="/store/walk-in" data-once>
            <input type="hidden" name="key" value={swapKey} />
            <label htmlFor="number">
              휴대폰 번호 <Key code="/" />
            </label>
            <input {...number("number")} data-key="Slash" data-focus />
            <label htmlFor="card">카드</label>
            <select id="card" name="card">
              <option value="usim">{cardNames.usim}</option>
              <option value="esim">{cardNames.esim}</option>
            </select>
            <button name="act" value="walk-in">
              자리 잡고 시작
            </button>
          </form>
        </section>
        <StoreFree free={free} />
      </div>
      <section className="card">
        <h2>다른 일로 오신 본인: 신분 확인</h2>
        <p>
          보호서비스를 멈추거나 끄기, 결제를 다시 열기, 방문 없이 새 유심 받기는 고객님이 직접 하십니다.
          신분증을 확인하고 동료도 확인하면, 그 가운데 하나를 15분 동안 열 번호를 만들 수 있습니다. 회선에
          문자가 나갑니다.
        </p>
        <form method="post" action="/store/walk-in" data-once>
          <input type="hidden" name="key" value={checkKey} />
          <div className="row">
            <div>
              <label htmlFor="check-number">휴대폰 번호</label>
              <input {...number("check-number")} />
            </div>
            <DocumentFields id="other" relationship={null} />
          </div>
          <button name="act" value="id-matched">
            신분증 일치
          </button>{" "}
          <button className="second" name="act" value="id-not-matched">
            일치하지 않음
          </button>
        </form>
      </section>
    </ConsolePage>
  );
}
