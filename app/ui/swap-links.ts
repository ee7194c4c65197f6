type Value = string | readonly string[] | null | undefined;

/** A page of the new card's, with what has been chosen so far: nothing of it is kept anywhere but in the address. */
export function swapPath(path: string, chosen: Record<string, Value> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen))
    for (const one of typeof value === "string" ? [value] : (value ?? [])) query.append(name, one);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
