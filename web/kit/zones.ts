export const ZONE_HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What is set, or this machine's, may be called by a name that the browser's list does not have. */
export const zonesBeside = (value: string): readonly string[] => [
  ...new Set([value, ZONE_HERE, 'UTC', ...Intl.supportedValuesOf('timeZone')]),
];

/** Large cities by which no zone is named, each with the city whose clocks it has. */
const CLOCKS_OF: Readonly<Record<string, readonly string[]>> = {
  'America/Los_Angeles': ['San Francisco', 'Seattle', 'Portland', 'San Diego', 'San Jose', 'Las Vegas'],
  'America/Denver': ['Salt Lake City', 'Albuquerque'],
  'America/Chicago': ['Austin', 'Dallas', 'Houston', 'Minneapolis', 'St. Louis', 'Nashville', 'New Orleans'],
  'America/New_York': ['Boston', 'Washington', 'Philadelphia', 'Atlanta', 'Miami', 'Pittsburgh', 'Charlotte'],
  'America/Toronto': ['Ottawa', 'Montreal'],
  'America/Sao_Paulo': ['Rio de Janeiro', 'Brasilia'],
  'Europe/London': ['Manchester', 'Edinburgh', 'Cambridge', 'Bristol', 'Leeds'],
  'Europe/Paris': ['Lyon', 'Marseille', 'Toulouse'],
  'Europe/Berlin': ['Munich', 'München', 'Hamburg', 'Cologne', 'Köln', 'Frankfurt', 'Stuttgart', 'Leipzig'],
  'Europe/Zurich': ['Zürich', 'Geneva', 'Basel', 'Bern'],
  'Europe/Amsterdam': ['Rotterdam', 'The Hague', 'Utrecht', 'Eindhoven'],
  'Europe/Madrid': ['Barcelona', 'Valencia', 'Seville'],
  'Europe/Rome': ['Milan', 'Turin', 'Naples'],
  'Europe/Warsaw': ['Krakow', 'Wroclaw', 'Gdansk'],
  'Europe/Stockholm': ['Gothenburg', 'Malmö'],
  'Asia/Jerusalem': ['Tel Aviv', 'Haifa'],
  'Asia/Kolkata': ['Bangalore', 'Bengaluru', 'Mumbai', 'Delhi', 'New Delhi', 'Hyderabad', 'Chennai', 'Pune'],
  'Asia/Shanghai': ['Beijing', 'Shenzhen', 'Guangzhou', 'Hangzhou'],
  'Asia/Tokyo': ['Osaka', 'Kyoto'],
  'Asia/Ho_Chi_Minh': ['Hanoi'],
  'Australia/Sydney': ['Canberra'],
};

/** The browser may name a zone as it was called before. */
const asListed = (zone: string): string => Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;

const CITIES: readonly (readonly [city: string, zone: string])[] = Object.entries(CLOCKS_OF).flatMap(([zone, cities]) =>
  cities.map((city) => [plain(city), asListed(zone)] as const),
);

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll('_', ' ');
}

/** Whether what somebody types may mean this zone: a part of its name, or the beginning of a city that has its clocks. */
export const isMeant = (zone: string, text: string): boolean =>
  plain(zone).includes(plain(text)) || CITIES.some(([city, of]) => of === zone && city.startsWith(plain(text)));

/** The zone that somebody typed, by its name or by its city alone; null: none is called so, or several are. */
export function zoneCalled(text: string): string | null {
  const words = plain(text);
  const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
  const [city, another] = zones.filter((zone) => plain(zone).split('/').at(-1) === words);
  return (
    zones.find((zone) => plain(zone) === words) ??
    (another === undefined ? city : undefined) ??
    CITIES.find(([name]) => name === words)?.[1] ??
    (words.includes('/') ? known(text.trim()) : null)
  );
}

/** A name of before, such as Asia/Kolkata was or is, which the list does not have. */
function known(name: string): string | null {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    return null;
  }
}
