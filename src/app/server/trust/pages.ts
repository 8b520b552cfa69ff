import {
  filesOf,
  type Look,
  lookOf,
  pageOf,
  publishedFacts,
  type TrustDeps,
  type TrustFacts,
  trustPlaces,
} from '#/features/trust/index.ts';
import { zoneNamed } from '#/core/time/zone.ts';
import { compiled, type Counted } from './compiled.ts';
import { Counts } from './counts.ts';
import { nowhereAt } from './nowhere.ts';
import { SCRIPTS } from './scripts.ts';

interface Place {
  readonly org: string;
  readonly slug: string;
  readonly domain: string | null;
  facts: TrustFacts | null;
  /** Something behind it changed since it was rendered. */
  stale: boolean;
}

interface Domain {
  readonly slug: string;
  readonly paths: ReadonlyMap<string, Counted>;
  readonly nowhere: ReturnType<typeof nowhereAt>;
}

type Domains = Map<string, Domain>;

/** What an own domain does not show is at the address of the installation, or nowhere. */
export type Elsewhere = { readonly to: string } | { readonly nowhere: Domain['nowhere'] };

/** Parts of a trust center that need a visitor who is known, which is known at the address of the installation only. */
const GATED = /^\/(request|access|documents|genuine|subscribe|leave|object|missing)(?:[/?]|$)/;
const LONGEST_URL = 2_000;

/** The published pages of this installation, in memory; each is rendered again when something behind it changes. */
export class TrustPages {
  readonly #deps: TrustDeps;
  readonly #failed: (error: unknown) => void;
  readonly #places = new Map<string, Place>();
  /** By path, at the address of the installation. */
  #paths: ReadonlyMap<string, Counted> = new Map(SCRIPTS);
  /** By domain, and path below it. */
  #domains: Domains = new Map();
  #files = new Map<string, ReadonlyMap<string, Counted>>();
  #working: Promise<void> = Promise.resolve();
  /** How often what is public was looked at. */
  readonly counts = new Counts();

  constructor(deps: TrustDeps, failed: (error: unknown) => void) {
    this.#deps = deps;
    this.#failed = failed;
  }

  /** The file at an address; undefined: none that is public and rendered. Nothing is asked for it. */
  file(host: string | undefined, url: string): Counted | undefined {
    const whole = this.#domains.size === 0 ? this.#paths.get(url) : undefined;
    if (whole !== undefined) return whole;
    const at = url.indexOf('?');
    const path = at < 0 ? url : url.slice(0, at);
    if (this.#domains.size > 0) {
      const domain = this.#domains.get(nameIn(host));
      if (domain !== undefined) return domain.paths.get(path);
    }
    if (at >= 0 && url.startsWith('q=', at + 1)) return undefined; // what is looked for is found by the slower way
    return this.#paths.get(path);
  }

  /** Where to go from an own domain; null: it is no own domain. */
  elsewhere(host: string | undefined, url: string): Elsewhere | null {
    const domain = this.#domains.size === 0 ? undefined : this.#domains.get(nameIn(host));
    if (domain === undefined) return null;
    return GATED.test(url) && url.length < LONGEST_URL
      ? { to: `${this.#deps.url}/t/${domain.slug}${url}` }
      : { nowhere: domain.nowhere };
  }

  /** The facts of a published page; undefined: there is none of that name. */
  facts(slug: string): TrustFacts | undefined {
    return this.#named(slug)?.facts ?? undefined;
  }

  /** Whose page it is; undefined: there is none of that name. */
  placeOf(slug: string): string | undefined {
    return this.#named(slug)?.org;
  }

  #named(slug: string): Place | undefined {
    return [...this.#places.values()].find((place) => place.slug === slug);
  }

  /** How a published page looks; undefined: there is none of that name. */
  look(slug: string): Look | undefined {
    const facts = this.facts(slug);
    return facts === undefined ? undefined : lookOf(facts);
  }

  /** A page in which only the answers that have these words are shown. */
  searched(slug: string, query: string): Counted | undefined {
    const place = this.#named(slug);
    if (place === undefined || place.facts === null) return undefined;
    const { text, style } = pageOf(place.facts, { query });
    return {
      ...compiled({ media: 'text/html; charset=utf-8', text, style }, this.#compiling()),
      looks: this.counts.of(place.org, 'search'),
    };
  }

  /** When everything that was known to have changed is rendered. */
  settled(): Promise<void> {
    return this.#working;
  }

  /** Looks where pages are published, and renders what is new, what changed (an organization; null: all) and what a new day makes otherwise. */
  refresh(changed: readonly string[] | null): Promise<void> {
    for (const place of this.#places.values()) if (changed === null || changed.includes(place.org)) place.stale = true;
    this.#working = this.#working.then(() => this.#work()).catch(this.#failed);
    return this.#working;
  }

  async #work(): Promise<void> {
    const places = await trustPlaces(this.#deps);
    const published = new Set(places.map(({ org }) => org));
    for (const org of this.#places.keys()) if (!published.has(org)) this.#places.delete(org);
    for (const each of places) {
      const known = this.#places.get(each.org);
      this.#places.set(each.org, { ...each, facts: known?.facts ?? null, stale: known?.stale ?? true });
    }
    this.#settle(); // what was taken down is gone before anything is rendered
    const organizations = new Map((await this.#deps.db.organizations()).map((each) => [each.org, each]));
    for (const place of this.#places.values()) {
      if (!place.stale && !this.#isOfYesterday(place)) continue;
      const organization = organizations.get(place.org);
      if (organization === undefined) continue;
      place.stale = false;
      try {
        place.facts = await publishedFacts(this.#deps, organization);
        this.#files.set(place.org, this.#compile(place.org, place.facts));
      } catch (error) {
        place.stale = true; // it says as of when it holds; the next look tries again
        this.#failed(error);
      }
      this.#settle();
    }
  }

  #isOfYesterday({ facts }: Place): boolean {
    return facts !== null && zoneNamed(facts.zone).dayOf(this.#deps.chance.now()) !== facts.today;
  }

  #compiling = () => ({ secure: this.#deps.url.startsWith('https:'), origin: new URL(this.#deps.url).origin });

  #compile(org: string, facts: TrustFacts | null): ReadonlyMap<string, Counted> {
    if (facts === null) return new Map();
    return new Map(
      filesOf(facts).map((file) => [
        file.name,
        { ...compiled(file, this.#compiling()), looks: this.counts.of(org, file.name) },
      ]),
    );
  }

  /** Puts the maps in place from which requests are answered. */
  #settle(): void {
    const paths = new Map<string, Counted>(SCRIPTS);
    const domains: Domains = new Map();
    const own = new URL(this.#deps.url).hostname; // the name of the installation shows the installation
    for (const org of this.#files.keys()) if (!this.#places.has(org)) this.#files.delete(org);
    for (const { org, slug, domain, facts } of this.#places.values()) {
      const files = this.#files.get(org);
      if (files === undefined || facts === null) continue;
      const below = new Map<string, Counted>(SCRIPTS);
      for (const [name, file] of files) {
        paths.set(`/t/${slug}${name === '' ? '' : `/${name}`}`, file);
        if (name === '') paths.set(`/t/${slug}/`, file);
        below.set(`/${name}`, file);
      }
      if (domain !== null && domain !== own) domains.set(domain, { slug, paths: below, nowhere: nowhereAt(facts) });
    }
    this.#paths = paths;
    this.#domains = domains;
  }
}

/** The name in a Host header, without its port. */
function nameIn(host: string | undefined): string {
  if (host === undefined) return '';
  const at = host.indexOf(':');
  return (at < 0 ? host : host.slice(0, at)).toLowerCase();
}
