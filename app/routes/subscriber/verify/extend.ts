import { redirect } from "@remix-run/node";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";

/** Being asked for is what extends a session (findSession); the button only needs somewhere to go. */
export const action = subscriberAction("L1", backToTheAnswer);

export const loader = subscriberLoader("L1", backToTheAnswer);

function backToTheAnswer(): never {
  throw redirect("/result", 303);
}
