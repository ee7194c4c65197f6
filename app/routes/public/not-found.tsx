import { NotFound } from "#app/domain/context.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";

export const loader = publicLoader(() => Promise.reject(new NotFound("no such page")));

/**
 * Never drawn. Without a component the framework takes this for a file to load, and answers with nothing
 * instead of the 404 page.
 */
export default function NotFoundPage() {
  return null;
}
