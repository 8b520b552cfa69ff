import { Stack } from '@mantine/core';
import { handedIn } from '#/core/handed-in.ts';
import { FileSettings, type SettingsProps } from './FileSettings.tsx';
import type { Setting } from './schema.ts';
import { SettingField } from './SettingField.tsx';

/** What is asked for in a form of its own, where a file is handed in. */
const OF_FILES: readonly string[] = ['path', 'mapping', 'declared', 'complete', 'acceptRejected'];

/** What must be said first; the rest has good presets and stays folded. */
export function Settings({ settings, typed, set, setOpen, pressed }: SettingsProps) {
  const takesFile = settings.some(({ name }) => name === 'path');
  const isHandedIn = handedIn(typed['path'] ?? '') !== null;
  const ofFile = (name: string): boolean =>
    takesFile && (name === 'path' || name === 'mapping' || (isHandedIn && OF_FILES.includes(name)));
  const others = settings.filter(({ name }) => !ofFile(name));
  const needed = others.filter(({ required }) => required);
  const first = needed.length > 0 || takesFile ? needed : others.slice(0, 1);
  const rest = others.filter((setting) => !first.includes(setting));
  const field = (setting: Setting) => (
    <SettingField
      key={setting.name}
      setting={setting}
      value={typed[setting.name] ?? ''}
      set={(value) => set({ [setting.name]: value })}
    />
  );
  return (
    <>
      {takesFile && <FileSettings {...{ settings, typed, set, setOpen, pressed, field }} />}
      {first.map(field)}
      {rest.length > 0 && (
        <details>
          <summary>More settings</summary>
          <Stack gap="md" mt="md">
            {rest.map(field)}
          </Stack>
        </details>
      )}
    </>
  );
}
