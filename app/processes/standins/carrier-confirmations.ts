import { randomUUID } from "node:crypto";
import express, { type Router } from "express";
import { z } from "zod";
import { confirmationStateSchema, type ConfirmationState } from "#app/infra/carrier/carrier-api.server.ts";
import { html, sendCarrierAppPage } from "#app/processes/standins/carrier-app-page.ts";
import { answers, changes } from "#app/processes/standins/carrier-answers.ts";
import { after, minutes } from "#app/shared/time.ts";

const confirmationAskedSchema = z.object({
  holderRef: z.string(),
  purpose: z.literal("call-center"),
  reference: z.string().min(1),
});

type Confirmation = {
  id: string;
  holderRef: string;
  reference: string;
  state: ConfirmationState;
  askedAt: Date;
};

type Options = { knowsHolder: (holderRef: string) => boolean; now: () => Date };

/** The questions in the carrier's app: asked by the API, answered under /app. */
export function carrierConfirmations({ knowsHolder, now }: Options): Router {
  const confirmations = new Map<string, Confirmation>();

  const stateOf = ({ state, askedAt }: Confirmation): ConfirmationState =>
    state === "pending" && now() >= after(askedAt, minutes(2)) ? "expired" : state;

  function askHolder({ holderRef, reference }: z.infer<typeof confirmationAskedSchema>) {
    if (!knowsHolder(holderRef)) return undefined;
    const before = [...confirmations.values()].find((asked) => asked.reference === reference);
    const asked = before ?? { id: randomUUID(), holderRef, reference, state: "pending", askedAt: now() };
    confirmations.set(asked.id, asked);
    return { id: asked.id };
  }

  const router = express.Router();
  router.post("/v1/confirmations", answers(confirmationAskedSchema, askHolder));
  router.post(
    "/v1/confirmations/state",
    answers(z.object({ id: z.string() }), ({ id }) => {
      const asked = confirmations.get(id);
      return asked && { state: stateOf(asked) };
    }),
  );

  router.post(
    "/control/confirmation",
    changes(z.object({ id: z.string(), state: confirmationStateSchema }), ({ id, state }) => {
      const asked = confirmations.get(id);
      if (asked) confirmations.set(id, { ...asked, state });
      return Boolean(asked);
    }),
  );

  router.get("/app", (request, response) => {
    const { holder } = z.object({ holder: z.string().default("") }).parse(request.query);
    const waiting = [...confirmations.values()].filter(
      (asked) => asked.holderRef === holder && stateOf(asked) === "pending",
    );
    const body = waiting.map(questionForm).join("");
    sendCarrierAppPage(response, {
      title: waiting.length > 0 ? "확인 요청" : "확인할 요청이 없습니다",
      body: body || `<p>상담원이 확인을 요청하면 이 화면에 나타납니다. 요청은 2분 뒤에 사라집니다.</p>`,
    });
  });
  router.post("/app/confirmations", express.urlencoded({ extended: false }), (request, response) => {
    const answer = answerSchema.safeParse(request.body);
    const asked = answer.success && confirmations.get(answer.data.id);
    if (!answer.success || !asked || stateOf(asked) !== "pending") {
      const body = "<p>시간이 지났거나 이미 답하신 요청입니다.</p>";
      sendCarrierAppPage(response, { title: "이미 끝난 요청입니다", body }, 409);
      return;
    }
    confirmations.set(asked.id, { ...asked, state: answer.data.answer });
    sendCarrierAppPage(
      response,
      answer.data.answer === "confirmed"
        ? { title: "확인했습니다", body: "<p>상담원에게 본인 확인이 전달되었습니다.</p>" }
        : {
            title: "거절했습니다",
            body: "<p>상담원은 고객님의 정보를 볼 수 없습니다. 통화 중이 아니신데 이 요청을 받으셨다면 고객센터에 알려 주십시오.</p>",
          },
    );
  });
  return router;
}

const answerSchema = z.object({ id: z.string(), answer: z.enum(["confirmed", "denied"]) });

const questionForm = ({ id }: Confirmation) => `<form class="card" method="post" action="/app/confirmations">
<p><strong>지금 상담원과 통화 중이십니까?</strong></p>
<p>통화 중이시면 "예"를 누르십시오. 통화 중이 아니시면 "아니요"를 누르십시오. 다른 사람이 고객님인 척하고 있을 수 있습니다.</p>
<input type="hidden" name="id" value="${html(id)}">
<div class="pair"><button class="plain" name="answer" value="confirmed">예, 통화 중입니다</button><button class="plain" name="answer" value="denied">아니요</button></div>
</form>`;
