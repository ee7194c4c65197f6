import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { announceDelivery } from "#app/domain/usim-swap/announce-delivery.server.ts";
import { closeStore } from "#app/domain/usim-swap/close-store.server.ts";
import { countStock } from "#app/domain/usim-swap/count-stock.server.ts";
import { getStoreShelf } from "#app/domain/usim-swap/get-store-shelf.server.ts";
import { reopenStore } from "#app/domain/usim-swap/reopen-store.server.ts";
import { takeDelivery } from "#app/domain/usim-swap/take-delivery.server.ts";
import { requireOwnStore } from "#app/domain/stores/require-own-store.server.ts";
import { deskOf } from "#app/http/desk.server.ts";
import { formText } from "#app/http/form-text.ts";
import { staffAction, staffLoader, type StaffArgs } from "#app/http/staff-route.server.ts";
import { CardKind } from "#app/infra/db/generated/enums.ts";
import { idIn, parseForm } from "#app/routes/store/store-form.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { kstDay, kstIso, parseKstMoment } from "#app/shared/time.ts";
import { ConsolePage } from "#app/ui/console-page.tsx";
import { StoreProblemBox, type StoreProblem } from "#app/ui/store-problem.tsx";
import { Closures, Deliveries, ShelfCount } from "#app/ui/store-shelf.tsx";

export const loader = staffLoader(["store"], async ({ ctx, staff }) => {
  const { store, today, stock, due, arrived, counts, closures } = await getStoreShelf(ctx);
  const delivery = ({ card, dueOn, quantity, arrivedQuantity }: (typeof due)[number]) => ({
    card,
    dueOn,
    quantity,
    arrivedQuantity,
  });
  return {
    desk: await deskOf(ctx, staff),
    store: store.name,
    today,
    now: kstIso(ctx.now()).slice(0, 16),
    stock: stock.map(({ card, remaining, reserved, used }) => ({ card, remaining, reserved, used })),
    due: due.map(delivery),
    arrived: arrived.map(delivery),
    counts: counts.map(({ card, expected, counted, explanation }) => ({
      card,
      expected,
      counted,
      explanation,
    })),
    closures: closures.map(({ id, from, until, reason }) => ({
      id: String(id),
      from: from.toISOString(),
      until: until.toISOString(),
      reason,
    })),
  };
});

type Args = StaffArgs & { formData: FormData };
type Act = (args: Args, storeId: number) => Promise<Result<unknown, StoreProblem>>;

export const action = staffAction(["store"], async (args) => {
  const act = acts.get(formText(args.formData, "act"));
  if (!act) throw new Response(null, { status: 404 });
  const { id } = await requireOwnStore(args.ctx);
  const done = await act(args, id);
  if (!done.ok) return data({ refusal: done.refusal }, { status: 409 });
  throw redirect("/store/stock", 303);
});

const cardSchema = z.object({ card: z.enum(CardKind) });
const deliverySchema = cardSchema.extend({ dueOn: z.iso.date() });

/** What isn't a whole number is -1, which each use case refuses. */
const numberIn = (formData: FormData, name: string) => {
  const typed = formText(formData, name).normalize("NFKC").trim();
  return /^\d{1,6}$/.test(typed) ? Number(typed) : -1;
};

const acts = new Map<string, Act>([
  [
    "take",
    ({ ctx, formData }, storeId) =>
      takeDelivery(ctx, {
        ...parseForm(deliverySchema, formData),
        storeId,
        quantity: numberIn(formData, "quantity"),
      }),
  ],
  [
    "announce",
    ({ ctx, formData }, storeId) =>
      announceDelivery(ctx, {
        ...parseForm(deliverySchema, formData),
        storeId,
        quantity: numberIn(formData, "quantity"),
      }),
  ],
  [
    "count",
    ({ ctx, formData }, storeId) =>
      countStock(ctx, {
        storeId,
        card: parseForm(cardSchema, formData).card,
        day: kstDay(ctx.now()),
        counted: numberIn(formData, "counted"),
        explanation: formText(formData, "explanation"),
      }),
  ],
  [
    "close",
    async ({ ctx, formData }, storeId) => {
      const from = parseKstMoment(formText(formData, "from"));
      const until = parseKstMoment(formText(formData, "until"));
      if (!from || !until) return refused("not-ahead");
      return closeStore(ctx, { storeId, from, until, reason: formText(formData, "reason") });
    },
  ],
  [
    "reopen",
    async ({ ctx, formData }) => {
      await reopenStore(ctx, { closureId: idIn(formData, "closure") });
      return ok(undefined);
    },
  ],
]);

export const meta: MetaFunction = () => [{ title: "재고와 휴점 · 매장" }];

export default function Stock() {
  const { desk, store, today, now, stock, due, arrived, counts, closures } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  return (
    <ConsolePage desk={desk} at="/store/stock">
      <h1>재고와 휴점: {store}</h1>
      {failed && <StoreProblemBox problem={failed.refusal} />}
      <ShelfCount stock={stock} counts={counts} today={today} />
      <div className="columns">
        <Deliveries due={due} arrived={arrived} today={today} />
        <Closures closures={closures} now={now} />
      </div>
    </ConsolePage>
  );
}
