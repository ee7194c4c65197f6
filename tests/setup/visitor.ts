type Cookie = { host: string; path: string; name: string; value: string };

/**
 * A browser without scripts, over plain HTTP: cookies by host name and path, redirects followed until the
 * test wants to look.
 */
export function newVisitor() {
  const cookies = new Map<string, Cookie>();

  function keep(url: URL, line: string) {
    const [pair = "", ...attributes] = line.split(/;\s*/);
    const [name = "", ...value] = pair.split("=");
    const attribute = (wanted: string) =>
      attributes.find((entry) => entry.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const path = attribute("path") ?? "/";
    const expires = attribute("expires");
    const isOver = attribute("max-age") === "0" || (expires && Date.parse(expires) <= Date.now());
    const key = [url.hostname, path, name].join(" ");
    if (isOver) cookies.delete(key);
    else cookies.set(key, { host: url.hostname, path, name, value: value.join("=") });
  }

  async function send(url: URL, form?: Record<string, string>) {
    const cookie = [...cookies.values()]
      .filter(({ host, path }) => host === url.hostname && isBelow(url.pathname, path))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
    const response = await fetch(url, {
      redirect: "manual",
      headers: { ...(cookie && { cookie }), ...(form && { origin: url.origin }) },
      ...(form && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) keep(url, line);
    return response;
  }

  /** The page at the end of the redirects, or the first address below `until`, which is not asked for any more. */
  async function follow(start: URL, until: string, form?: Record<string, string>) {
    let url = start;
    let response = await send(url, form);
    for (let hops = 0; hops < 12; hops++) {
      const location = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || !location)
        return { url, status: response.status, headers: response.headers, body: await response.text() };
      await response.body?.cancel();
      url = new URL(location, url);
      if (url.href.startsWith(until)) return { url, status: 0, headers: response.headers, body: "" };
      response = await send(url);
    }
    throw new Error(`no end of redirects at ${url.href}`);
  }

  return { follow };
}

const isBelow = (path: string, folder: string) =>
  folder === "/" || path === folder || path.startsWith(`${folder}/`);
