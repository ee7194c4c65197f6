import { getCheckedLine } from "#app/domain/calls/get-checked-line.server.ts";
import { bookUsimSwap } from "#app/domain/usim-swap/book-usim-swap.server.ts";
import { cancelUsimSwap } from "#app/domain/usim-swap/cancel-usim-swap.server.ts";
import { joinWaitingList } from "#app/domain/usim-swap/join-waiting-list.server.ts";
import { leaveWaitingList } from "#app/domain/usim-swap/leave-waiting-list.server.ts";
import { listSwapLines } from "#app/domain/usim-swap/list-swap-lines.server.ts";
import { rescheduleUsimSwap } from "#app/domain/usim-swap/reschedule-usim-swap.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { formText } from "#app/http/form-text.ts";
import type { StaffArgs } from "#app/http/staff-route.server.ts";
import { linesOfForm, readVisitChoice, storeIdOf, visitIdOf } from "#app/http/swap-choice.ts";
import { callIdOf } from "#app/routes/call-center/call-id.ts";
import { ok, type Result } from "#app/shared/result.ts";
import type { VisitProblem } from "#app/ui/swap-refusal.tsx";
import type { WaitProblem } from "#app/ui/swap-wait.tsx";

type Args = StaffArgs & { formData: FormData };
type Line = { subscriberId: bigint; key: string };

/**
 * What an agent does about the new card of a caller who was checked: the subscriber's own acts at L1, for the
 * call's one line.
 */
const acts = new Map<
  string,
  (args: Args, line: Line) => Promise<Result<unknown, VisitProblem | WaitProblem>>
>([
  [
    "book",
    async ({ ctx, formData }, { subscriberId, key }) => {
      const { card, at } = readVisitChoice(formData);
      const known = await listSwapLines(ctx, subscriberId);
      const lines = linesOfForm({ lines: [], card }, known, subscriberId);
      const when = { storeId: storeIdOf(formData), startsAt: at ?? new Date(0) };
      const visitId = visitIdOf(formData);
      return visitId === null
        ? bookUsimSwap(ctx, key, { ...when, lines })
        : rescheduleUsimSwap(ctx, key, { ...when, visitId });
    },
  ],
  [
    "cancel",
    async ({ ctx, formData }, { subscriberId, key }) => {
      const visitId = visitIdOf(formData);
      if (visitId === null) throw new Response(null, { status: 400 });
      return cancelUsimSwap(ctx, key, { visitId, subscriberId });
    },
  ],
  [
    "join",
    async ({ ctx, formData }, { subscriberId, key }) => {
      const card = readVisitChoice(formData).card ?? "usim";
      const travelOn = formText(formData, "travelOn").trim() || null;
      return joinWaitingList(ctx, key, { subscriberId, storeId: storeIdOf(formData), card, travelOn });
    },
  ],
  [
    "leave",
    async ({ ctx }, { subscriberId }) => {
      await leaveWaitingList(ctx, { subscriberId });
      return ok(undefined);
    },
  ],
]);

export async function actForCaller(args: Args): Promise<Result<unknown, VisitProblem | WaitProblem>> {
  const { ctx, formData } = args;
  const name = formText(formData, "act");
  const act = acts.get(name);
  const callId = callIdOf(formData);
  if (!act) throw new Response(null, { status: 400 });
  return act(args, { subscriberId: await getCheckedLine(ctx, callId, name), key: formKey(formData) });
}
