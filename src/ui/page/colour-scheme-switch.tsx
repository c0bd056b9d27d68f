import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useMessages } from '../messages-context.ts';

/** Switches between light and dark. Choosing what the system has follows the system again. */
export function ColourSchemeSwitch() {
  const { app } = useMessages();
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)', false);
  const other = shown === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      aria-label={other === 'dark' ? app.useDarkColours : app.useLightColours}
      onClick={() => setColorScheme((other === 'dark') === systemIsDark ? 'auto' : other)}
    >
      {other === 'dark' ? <IconMoon size={20} stroke={1.75} /> : <IconSun size={20} stroke={1.75} />}
    </ActionIcon>
  );
}
