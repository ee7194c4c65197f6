import { z } from "zod";
import { callOutcomes, unmaskFields } from "#app/domain/calls/call.rules.ts";
import { checkCallerCode } from "#app/domain/calls/check-caller-code.server.ts";
import { endCall } from "#app/domain/calls/end-call.server.ts";
import { fileCallerReport } from "#app/domain/calls/file-caller-report.server.ts";
import { callerOrders, forbiddenOrders, orderForCaller } from "#app/domain/calls/order-for-caller.server.ts";
import { findCall } from "#app/domain/calls/find-call.server.ts";
import { getCheckedLine } from "#app/domain/calls/get-checked-line.server.ts";
import { readConfirmation } from "#app/domain/calls/read-confirmation.server.ts";
import { requestConfirmation } from "#app/domain/calls/request-confirmation.server.ts";
import { resendLink } from "#app/domain/calls/resend-link.server.ts";
import { showAgentCode } from "#app/domain/calls/show-agent-code.server.ts";
import { startCall } from "#app/domain/calls/start-call.server.ts";
import { unmaskValue } from "#app/domain/calls/unmask-value.server.ts";
import { certificateKinds } from "#app/domain/certificates/certificate.rules.ts";
import { issueCertificate } from "#app/domain/certificates/issue-certificate.server.ts";
import { takeConfirmedSum } from "#app/domain/compensation/take-confirmed-sum.server.ts";
import { lowerCap } from "#app/domain/micropayments/lower-cap.server.ts";
import { parseCap } from "#app/domain/micropayments/micropayments.rules.ts";
import { requireBiometric } from "#app/domain/micropayments/require-biometric.server.ts";
import { fileReportSchema } from "#app/domain/reports/report.schema.ts";
import { formKey } from "#app/http/form-key.ts";
import { formKrw } from "#app/http/form-krw.ts";
import { formText } from "#app/http/form-text.ts";
import type { StaffArgs } from "#app/http/staff-route.server.ts";
import { callIdOf } from "#app/routes/call-center/call-id.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import type { CallProblem } from "#app/ui/call-problem.tsx";

type Args = StaffArgs & { formData: FormData };
/** Where to go on when it is done: back to the call, with what to say of it, or to the next one. */
type Act = (args: Args) => Promise<Result<string, CallProblem>>;

const unmaskSchema = z.object({ field: z.enum(unmaskFields) });
const certificateSchema = z.object({ kind: z.enum(certificateKinds) });
const endSchema = z.object({ outcome: z.enum(callOutcomes) });

/** All that an agent can do in a call, by the name that its form has. What isn't here, no agent can do. */
const acts: Record<string, Act> = {
  "check-code": async ({ ctx, formData }) =>
    said(
      "checked",
      await checkCallerCode(ctx, { callId: callIdOf(formData), typed: formText(formData, "code") }),
    ),

  "ask-app": async ({ ctx, formData }) =>
    said("asked", await requestConfirmation(ctx, { callId: callIdOf(formData) })),

  "read-app": async ({ ctx, formData }) =>
    said("checked", await readConfirmation(ctx, { callId: callIdOf(formData) })),

  "agent-code": async ({ ctx, formData }) =>
    said("code", await showAgentCode(ctx, { callId: callIdOf(formData) })),

  "send-link": async ({ ctx, formData }) =>
    said("link", await resendLink(ctx, { callId: callIdOf(formData) })),

  async unmask({ ctx, formData }) {
    const { field } = parse(unmaskSchema, formData);
    const reason = formText(formData, "reason");
    return said("unmasked", await unmaskValue(ctx, { callId: callIdOf(formData), field, reason }));
  },

  async report({ ctx, formData, address }) {
    const form = fileReportSchema.safeParse({
      contact: "",
      amount: "",
      merchant: "",
      ...Object.fromEntries(formData),
    });
    if (!form.success)
      return refused(formText(formData, "what").trim() === "" ? "empty" : "report-unreadable");
    const filed = await fileCallerReport(ctx, { callId: callIdOf(formData), address, ...form.data });
    return filed.ok ? ok(`?done=report&case=${filed.value.caseNumber}`) : filed;
  },

  async "payments-lower"({ ctx, formData }) {
    const capKrw = parseCap(formText(formData, "cap"));
    if (capKrw === null) return refused("no-cap");
    const subscriberId = await getCheckedLine(ctx, callIdOf(formData), "payments-lower");
    return said("payments-lower", await lowerCap(ctx, { subscriberId, capKrw, key: formKey(formData) }));
  },

  async "payments-biometric"({ ctx, formData }) {
    const subscriberId = await getCheckedLine(ctx, callIdOf(formData), "payments-biometric");
    const asked = await requireBiometric(ctx, { subscriberId, key: formKey(formData) });
    return said("payments-biometric", asked);
  },

  async certificate({ ctx, formData }) {
    const { kind } = parse(certificateSchema, formData);
    const subscriberId = await getCheckedLine(ctx, callIdOf(formData), "certificate");
    const language = (await findCall(ctx))?.caller?.language ?? "ko";
    return said("certificate", await issueCertificate(ctx, { subscriberId, kind, language }));
  },

  async "take-sum"({ ctx, formData }) {
    const subscriberId = await getCheckedLine(ctx, callIdOf(formData), "take-sum");
    const asked = { subscriberId, key: formKey(formData), expectedKrw: formKrw(formData, "expectedKrw") };
    return said("take-sum", await takeConfirmedSum(ctx, asked));
  },

  async end({ ctx, formData }) {
    const { outcome } = parse(endSchema, formData);
    const ended = await endCall(ctx, {
      callId: callIdOf(formData),
      outcome,
      note: formText(formData, "note"),
    });
    if (!ended.ok) return ended;
    if (formText(formData, "next") === "") return ok("/call-center");
    await startCall(ctx);
    return ok("/call-center#number");
  },
};

/** What no agent may do is there to be refused by the use case, which writes it down. */
const orders = [...callerOrders, ...forbiddenOrders].map((act): [string, Act] => [
  act,
  async ({ ctx, formData }) => said(act, await orderForCaller(ctx, { callId: callIdOf(formData), act })),
]);

export const callActs = new Map([...Object.entries(acts), ...orders]);

const said = <Refusal extends CallProblem>(
  done: string,
  result: Result<unknown, Refusal>,
): Result<string, Refusal> => (result.ok ? ok(`?done=${done}`) : result);

/** Only what was forged has another value in a field that is a choice. */
function parse<Schema extends z.ZodType>(schema: Schema, formData: FormData): z.infer<Schema> {
  const form = schema.safeParse(Object.fromEntries(formData));
  if (!form.success) throw new Response(null, { status: 400 });
  return form.data;
}
