import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import { createLazyPart } from '../../components/create-lazy-part.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudioState } from '../../studio-context.tsx';
import classes from './project-badge.module.css';

const ProjectsDialog = createLazyPart(async () => (await import('./projects-dialog.tsx')).ProjectsDialog);

/** Which project is open, and whether it is kept; opens the list of all. */
export function ProjectBadge() {
  const { projects } = useMessages();
  const name = useStudioState((state) => state.project.name);
  const keeping = useStudioState((state) => state.project.keeping.phase);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <UnstyledButton
        className={classes.badge}
        data-keeping={keeping}
        aria-label={projects.badge(name, projects.keeping[keeping])}
        aria-haspopup="dialog"
        onClick={() => setOpened(true)}
      >
        <IconFolder aria-hidden size={18} stroke={1.75} className={classes.icon} />
        <span className={classes.name}>{name}</span>
        <IconChevronDown aria-hidden size={16} stroke={1.75} />
      </UnstyledButton>
      {opened && (
        <div className={classes.dialogPlace}>
          <ProjectsDialog onClose={() => setOpened(false)} />
        </div>
      )}
    </>
  );
}
