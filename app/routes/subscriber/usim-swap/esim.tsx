import { randomUUID } from "node:crypto";
import { data, redirect, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { orderRemoteCard } from "#app/domain/usim-swap/order-remote-card.server.ts";
import { formKey } from "#app/http/form-key.ts";
import { getSwapFrame } from "#app/http/swap-frame.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";
import { say } from "#app/locales/say.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { RemoteCard } from "#app/ui/swap-remote.tsx";

export const loader = subscriberLoader("L3", async (args) => ({
  ...(await getSwapFrame(args)),
  key: randomUUID(),
}));

export const action = subscriberAction("L3", async ({ ctx, session, formData }) => {
  const asked = await orderRemoteCard(ctx, session, { way: "esim", key: formKey(formData) });
  if (!asked.ok) return data({ problem: asked.refusal }, { status: 409 });
  throw redirect("/usim-swap", 303);
});

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: say(usimSwap.esim_title, page?.language ?? "ko") },
];

export default function Esim() {
  const { key, ...frame } = useLoaderData<typeof loader>();
  const { problem } = useActionData<typeof action>() ?? {};
  return <RemoteCard frame={frame} way="esim" formKey={key} problem={problem} />;
}
