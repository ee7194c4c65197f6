import { redirect } from "@remix-run/node";
import { staffLoader } from "#app/http/staff-route.server.ts";

/** The operator's room has one page so far. */
export const loader = staffLoader(["operator"], toStaff);

function toStaff(): never {
  throw redirect("/operator/staff", 303);
}

/** So that who is turned away is told so, on a page. */
export default function Start() {
  return null;
}
