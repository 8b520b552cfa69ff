import assert from 'node:assert/strict';

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly headers: Headers;
}

/** Somebody outside, with a browser that has no script and remembers its cookies by their paths. */
export class Reader {
  readonly #url: string;
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>();

  constructor(url: string) {
    this.#url = url;
  }

  get(route: string): Promise<Page> {
    return this.#ask('GET', route);
  }

  /** Sends a form, and follows where it leads. */
  async post(route: string, fields: Readonly<Record<string, string | readonly string[]>> = {}): Promise<Page> {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) form.append(name, each);
    const page = await this.#ask('POST', route, form);
    const next = page.headers.get('location');
    return page.status === 303 && next !== null ? this.get(next) : page;
  }

  /** A session that was taken from elsewhere. */
  carry(value: string, path = '/'): void {
    this.#cookies.set('attestry_reader', { value, path });
  }

  cookie(): string | undefined {
    return this.#cookies.get('attestry_reader')?.value;
  }

  async #ask(method: string, route: string, body?: URLSearchParams): Promise<Page> {
    const { pathname } = new URL(route, this.#url);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const answer = await fetch(new URL(route, this.#url), {
      method,
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin', origin: this.#url, ...(cookie === '' ? {} : { cookie }) },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { status: answer.status, headers: answer.headers, bytes, text: Buffer.from(bytes).toString('utf8') };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((each) => each.trim());
    const [name = '', value = ''] = pair.split('=');
    const path = attributes.find((each) => each.startsWith('Path='))?.slice(5) ?? '/';
    if (value === '' || attributes.includes('Max-Age=0')) this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path });
  }
}

/** The first link in a message. */
export const linkIn = (text: string): string => /https?:\/\/\S+/.exec(text)?.[0] ?? assert.fail(`no link in: ${text}`);
