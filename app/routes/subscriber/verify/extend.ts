import { redirect } from "@remix-run/node";
import { formText } from "#app/http/form-text.ts";
import { localPath } from "#app/http/signin.server.ts";
import { subscriberAction, subscriberLoader } from "#app/http/subscriber-route.server.ts";

/** Being asked for is what extends a session (findSession); the button only goes back to the page that it stands on. */
export const action = subscriberAction("L1", ({ formData }) => {
  throw redirect(localPath(formText(formData, "to"), "/result"), 303);
});

export const loader = subscriberLoader("L1", () => {
  throw redirect("/result", 303);
});
