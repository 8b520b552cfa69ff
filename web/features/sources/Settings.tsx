import { Stack } from '@mantine/core';
import { handedIn } from '#/core/handed-in.ts';
import { FileSettings, type SettingsProps } from './FileSettings.tsx';
import { type Setting, takesFile } from './schema.ts';
import { SettingField } from './SettingField.tsx';

/** What is asked for in a form of its own, where a file is handed in. */
const OF_FILES: readonly string[] = ['path', 'mapping', 'declared', 'complete', 'acceptRejected'];

/** What must be said first; the rest has good presets and stays folded. */
export function Settings({ settings, typed, set, setOpen, pressed }: SettingsProps) {
  const isOfFile = takesFile(settings);
  const isHandedIn = handedIn(typed['path'] ?? '') !== null;
  const ofFile = (name: string): boolean =>
    isOfFile && (name === 'path' || name === 'mapping' || (isHandedIn && OF_FILES.includes(name)));
  const others = settings.filter(({ name }) => !ofFile(name));
  const first = others.filter(({ required, oneOf }) => required || oneOf.length > 0);
  const rest = others.filter((setting) => !first.includes(setting));
  const field = (setting: Setting) => (
    <SettingField key={setting.name} setting={setting} settings={settings} typed={typed} set={set} />
  );
  return (
    <>
      {isOfFile && <FileSettings {...{ settings, typed, set, setOpen, pressed, field }} />}
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
