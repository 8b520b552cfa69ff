import { type Company, dayText, isoOf, type Person } from '#/demo/company.ts';
import type { MakeSection } from '#/demo/section.ts';
import { csvOf, type Line } from './bytes.ts';
import { looksOf, Plants } from './export.ts';

const ID = 'mdm-devices';
const COLUMNS = [
  'Serial Number',
  'Device Type',
  'Assigned User',
  'OS',
  'Managed',
  'Disk Encryption',
  'Screen Lock',
  'Endpoint Protection',
  'Update Waiting Since',
  'Last Inventory',
] as const;

const onOff = { On: true, Off: false, Unknown: { unknown: true } } as const;

/** The date of the last inventory moves with every export, so that it is left out: else each look were a new state. */
const MAPPING = {
  population: 'device',
  format: 'csv',
  fields: {
    id: { column: 'Serial Number' },
    kind: {
      column: 'Device Type',
      values: {
        MacBook: 'laptop',
        'Windows Laptop': 'laptop',
        iMac: 'desktop',
        iPhone: 'phone',
        'Linux Server': 'server',
      },
    },
    owner: { column: 'Assigned User', scheme: 'email' },
    system: { column: 'OS' },
    managed: { column: 'Managed', values: { Yes: true, No: false } },
    diskEncrypted: { column: 'Disk Encryption', values: onOff },
    screenLock: { column: 'Screen Lock', values: onOff },
    antimalware: { column: 'Endpoint Protection', values: onOff },
    patchDueAt: {
      column: 'Update Waiting Since',
      dates: { format: 'yyyy-MM-dd', zone: 'Europe/Berlin' },
      empty: 'none',
      values: { Unknown: { unknown: true } },
    },
  },
} as const;

interface Device {
  readonly serial: string;
  readonly type: string;
  readonly owner: Person;
}

/** What differs from a device that is as it should be, from one look to another, both included. */
interface Trouble {
  readonly serial: string;
  readonly from: number;
  readonly to: number;
  readonly shows: Line;
}

const LAST = 14;

/** The list of device management, exported once a month: who is there has a laptop, and some a telephone. */
export const devices: MakeSection = (company) => {
  const random = company.random(ID);
  const all = company.people.flatMap((owner): readonly Device[] => {
    const windows = random.chance(0.2);
    const laptop = { serial: random.hex(10).toUpperCase(), type: windows ? 'Windows Laptop' : 'MacBook', owner };
    const phone = { serial: random.hex(12).toUpperCase(), type: 'iPhone', owner };
    return owner.team === 'leadership' || owner.team === 'operations' ? [laptop, phone] : [laptop];
  });
  const plants = new Plants(ID);
  const troubles = plant(company, plants, all);
  const source = looksOf(company, { id: ID, file: 'mdm-devices.csv', mapping: MAPPING }, (look) =>
    exported(company, { all, troubles, look }),
  );
  return { name: 'devices', sources: [source], planted: plants.all };
};

interface Exporting {
  readonly all: readonly Device[];
  readonly troubles: readonly Trouble[];
  readonly look: number;
}

function exported(company: Company, { all, troubles, look }: Exporting): Uint8Array {
  const at = company.looks[look] ?? company.end;
  const here = new Set(company.staffOn(company.dayOf(at)));
  const bySerial = Map.groupBy(
    troubles.filter(({ from, to }) => from <= look && look <= to),
    ({ serial }) => serial,
  );
  const lines = all
    .filter(({ owner }) => here.has(owner))
    .map(
      ({ serial, type, owner }): Line => ({
        'Serial Number': serial,
        'Device Type': type,
        'Assigned User': owner.email,
        OS: systemOf(type, look),
        Managed: 'Yes',
        'Disk Encryption': 'On',
        'Screen Lock': 'On',
        'Endpoint Protection': type === 'iPhone' ? 'Off' : 'On',
        'Update Waiting Since': null,
        'Last Inventory': isoOf(at),
        ...Object.assign({}, ...(bySerial.get(serial) ?? []).map(({ shows }) => shows)),
      }),
    );
  return csvOf(COLUMNS, lines);
}

/** Everybody moves to the next version in the eighth month. */
function systemOf(type: string, look: number): string {
  const isNew = look >= 8;
  if (type === 'iPhone') return isNew ? 'iOS 26.1' : 'iOS 18.6';
  if (type === 'MacBook') return isNew ? 'macOS 26.1' : 'macOS 15.6';
  return isNew ? 'Windows 11 25H2' : 'Windows 11 24H2';
}

const DISK = 'devices.disk-encrypted';
const LOCK = 'devices.screen-locks';
const EDR = 'devices.antimalware-running';
const PATCHED = 'devices.patched';
const OTHERS = 'devices.others-patched';

function plant(company: Company, plants: Plants, all: readonly Device[]): readonly Trouble[] {
  const stay = all.filter(({ owner }) => owner.started < company.firstDay && owner.ended === null);
  const laptops = stay.filter(({ type }) => type !== 'iPhone').toReversed();
  const serial = (place: number): string => laptops[place]?.serial ?? '';
  const phones = stay.filter(({ type }) => type === 'iPhone').map((each) => each.serial);
  const [phone = '', late = '', silent = '', soon = ''] = phones;
  plants.deviation(DISK, serial(0), 'Its disk was not encrypted for two months.');
  plants.deviation(DISK, serial(1), 'Device management lost it, so that nothing enforces the encryption.');
  plants.deviation(LOCK, serial(1), 'Nor the lock of its screen.');
  plants.unknown(DISK, serial(2), 'Device management could not tell whether its disk is encrypted.');
  plants.trap(DISK, phone, 'not-applicable', 'A telephone whose disk is said not to be encrypted.');
  plants.deviation(LOCK, serial(3), 'It did not lock itself.');
  plants.unknown(LOCK, serial(4), 'Device management could not tell whether it locks itself.');
  plants.trap(LOCK, phone, 'not-applicable', 'A telephone that does not lock itself.');
  plants.deviation(EDR, serial(5), 'Endpoint protection was switched off for three months.');
  plants.unknown(EDR, serial(6), 'The agent did not report.');
  plants.trap(EDR, phone, 'not-applicable', 'No endpoint protection runs on a telephone.');
  plants.deviation(PATCHED, serial(7), 'An update waited for more than a month.');
  plants.unknown(PATCHED, serial(8), 'Device management could not tell whether an update waits.');
  plants.trap(PATCHED, serial(9), 'pass', 'An update waits since twelve days, and may wait for thirty.');
  plants.deviation(OTHERS, late, 'An update of a telephone waited for more than a month.');
  plants.unknown(OTHERS, silent, 'Device management could not tell whether an update of a telephone waits.');
  plants.trap(OTHERS, soon, 'pass', 'An update of a telephone waits since twelve days, and may wait for thirty.');
  const since = (look: number, days: number): string => dayText(company.dayOf(company.looks[look] ?? 0) - days);
  return [
    { serial: serial(0), from: 4, to: 5, shows: { 'Disk Encryption': 'Off' } },
    { serial: serial(1), from: 6, to: 6, shows: { Managed: 'No' } },
    { serial: serial(2), from: 9, to: 9, shows: { 'Disk Encryption': 'Unknown' } },
    { serial: phone, from: 3, to: LAST, shows: { 'Disk Encryption': 'Off', 'Screen Lock': 'Off' } },
    { serial: serial(3), from: 7, to: 7, shows: { 'Screen Lock': 'Off' } },
    { serial: serial(4), from: 10, to: 11, shows: { 'Screen Lock': 'Unknown' } },
    { serial: serial(5), from: 5, to: 7, shows: { 'Endpoint Protection': 'Off' } },
    { serial: serial(6), from: 12, to: 12, shows: { 'Endpoint Protection': 'Unknown' } },
    { serial: serial(7), from: 8, to: 9, shows: { 'Update Waiting Since': since(8, 3) } },
    { serial: serial(8), from: 11, to: 11, shows: { 'Update Waiting Since': 'Unknown' } },
    { serial: serial(9), from: LAST, to: LAST, shows: { 'Update Waiting Since': since(LAST, 12) } },
    { serial: late, from: 5, to: 6, shows: { 'Update Waiting Since': since(5, 3) } },
    { serial: silent, from: 7, to: 7, shows: { 'Update Waiting Since': 'Unknown' } },
    { serial: soon, from: LAST, to: LAST, shows: { 'Update Waiting Since': since(LAST, 12) } },
  ];
}
