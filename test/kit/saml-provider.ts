import { randomUUID } from 'node:crypto';
import * as samlify from 'samlify';
import { issue, pemOf } from './authority.ts';

/** What the provider is made to say besides the truth: parts of its answer, how it is signed, and what is made of it then. */
export interface SamlLie {
  readonly says?: Readonly<Record<string, string>>;
  readonly signed?: 'own' | 'strange' | 'sha1';
  /** Whoever carries the answer changes it. */
  readonly after?: (xml: string) => string;
}

export interface SamlProviderKit {
  readonly issuer: string;
  readonly metadata: string;
  /** While it takes a new key: with both, and afterwards with the strange one alone. */
  readonly rolling: string;
  readonly rolled: string;
  /** Takes what a browser brings, and gives the form that it carries back. */
  readonly answer: (address: string, ours: string, lie?: SamlLie) => Promise<SamlForm>;
}

export interface SamlForm {
  readonly SAMLResponse: string;
  readonly RelayState: string;
}

const PERSON = { nameid: 'sam-1', email: 'sam@acme.example', name: 'Sam' };
const TEMPLATE = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{response}" Version="2.0" IssueInstant="{now}" Destination="{recipient}" InResponseTo="{asked}"><saml:Issuer>{issuer}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="{id}" Version="2.0" IssueInstant="{now}"><saml:Issuer>{issuer}</saml:Issuer><saml:Subject><saml:NameID Format="{format}">{nameid}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{recipient}" InResponseTo="{inResponseTo}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{from}" NotOnOrAfter="{until}"><saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{now}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="email"><saml:AttributeValue>{email}</saml:AttributeValue></saml:Attribute><saml:Attribute Name="displayName"><saml:AttributeValue>{name}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`;

export const instantIn = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

async function key(name: string) {
  const issued = await issue({ name, kind: 'rsa', usages: [] });
  const bytes = Buffer.from(await crypto.subtle.exportKey('pkcs8', issued.key)).toString('base64');
  const privateKey = `-----BEGIN PRIVATE KEY-----\n${bytes.replaceAll(/(.{64})/g, '$1\n')}\n-----END PRIVATE KEY-----\n`;
  return { privateKey, certificate: pemOf(issued) };
}
type Key = Awaited<ReturnType<typeof key>>;

/** A real SAML provider, of another make than what it answers; and it can be made to lie. */
export async function samlProvider(): Promise<SamlProviderKit> {
  samlify.setSchemaValidator({ validate: async () => 'fine' });
  const issuer = 'https://login.acme.example/saml';
  const [own, strange] = [await key('own'), await key('strange')];
  const idp = (pair: Key, sha1 = false, also: readonly Key[] = []) =>
    samlify.IdentityProvider({
      entityID: issuer,
      privateKey: pair.privateKey,
      signingCert: [pair, ...also].map(({ certificate }) => certificate),
      isAssertionEncrypted: false,
      requestSignatureAlgorithm: `http://www.w3.org/${sha1 ? '2000/09/xmldsig#rsa-sha1' : '2001/04/xmldsig-more#rsa-sha256'}`,
      singleSignOnService: [
        { Binding: samlify.Constants.namespace.binding.redirect, Location: 'https://login.acme.example/saml/sign-in' },
      ],
    });
  const [truthful, forged, old] = [idp(own), idp(strange), idp(own, true)];
  return {
    issuer,
    metadata: truthful.getMetadata(),
    rolling: idp(own, false, [strange]).getMetadata(),
    rolled: forged.getMetadata(),
    answer: async (address, ours, { says = {}, signed = 'own', after = (xml: string) => xml } = {}) => {
      const query = Object.fromEntries(new URL(address).searchParams);
      const sp = samlify.ServiceProvider({ metadata: ours });
      const request = await truthful.parseLoginRequest(sp, 'redirect', { query });
      const { id: asked } = (request.extract as { readonly request: { readonly id: string } }).request;
      const recipient = sp.entityMeta.getAssertionConsumerService('post');
      const parts: Readonly<Record<string, string>> = {
        response: `_${randomUUID()}`,
        id: `_${randomUUID()}`,
        issuer,
        asked,
        inResponseTo: says['asked'] ?? asked,
        recipient: String(recipient),
        audience: sp.entityMeta.getEntityID(),
        now: instantIn(0),
        from: instantIn(-1),
        until: instantIn(5),
        format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
        ...PERSON,
        ...says,
      };
      const context = TEMPLATE.replaceAll(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? '');
      const speaker = { own: truthful, strange: forged, sha1: old }[signed];
      const answered = await speaker.createLoginResponse(sp, { ...request }, 'post', {}, () => ({
        id: parts['id'] ?? '',
        context,
      }));
      const xml = after(Buffer.from(answered.context, 'base64').toString('utf8'));
      return { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: query['RelayState'] ?? '' };
    },
  };
}
