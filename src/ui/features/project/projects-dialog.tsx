import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { nameLimits } from '../../../core/dataset/dataset.ts';
import { type Failure, isFailure } from '../../../core/shared/failure.ts';
import type { ListedProject } from '../../../studio/studio.ts';
import { Dialog } from '../../components/dialog.tsx';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useMessages } from '../../messages-context.ts';
import { useStudio, useStudioState } from '../../studio-context.tsx';
import { ForgetEverything } from './forget-everything.tsx';
import { KeepingChoice } from './keeping-choice.tsx';
import { ProjectList } from './project-list.tsx';
import classes from './projects-dialog.module.css';

/** The open project with its name and how it is kept, all others, and the way to forget them all. */
export function ProjectsDialog({ onClose }: { readonly onClose: () => void }) {
  const studio = useStudio();
  const { projects, general } = useMessages();
  const project = useStudioState((state) => state.project);
  const [name, setName] = useState(project.name);
  const [listed, setListed] = useState<readonly ListedProject[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  const list = useCallback(async () => {
    const answer = await studio.listProjects();
    if (isFailure(answer)) setFailure(answer);
    setListed(isFailure(answer) ? [] : answer);
  }, [studio]);
  useEffect(() => void list(), [list]);

  /** Does something to the projects, and shows them as they are then. */
  async function change(work: Promise<Failure | null>): Promise<boolean> {
    const problem = await work;
    setFailure(problem);
    setName(studio.store.getState().project.name);
    await list();
    return problem === null;
  }

  return (
    <Dialog title={projects.title} onClose={onClose} size={620}>
      <div className={classes.body}>
        <section className={classes.section}>
          <TextInput
            label={projects.name}
            value={name}
            maxLength={nameLimits.classNameLength}
            onChange={(event) => setName(event.currentTarget.value)}
            onBlur={() => {
              studio.renameProject(name);
              setName(studio.store.getState().project.name);
              void list();
            }}
          />
          <KeepingChoice onChanged={() => void list()} />
        </section>
        <section className={classes.section}>
          <div className={classes.heading}>
            <h3>{projects.all}</h3>
            <Button
              variant="light"
              leftSection={<IconPlus size={18} stroke={2} />}
              onClick={async () => {
                if (await change(studio.createProject())) onClose();
              }}
            >
              {projects.create}
            </Button>
          </div>
          {failure !== null && (
            <div role="alert">
              <FailureNotice failure={failure} />
            </div>
          )}
          {listed === null ? (
            <TaskProgress name={general.loading} fraction={null} />
          ) : listed.length === 0 ? (
            <p className={classes.empty}>{projects.none}</p>
          ) : (
            <ProjectList
              listed={listed}
              openId={project.id}
              onOpen={async (projectId) => {
                if (await change(studio.openProject(projectId))) onClose();
              }}
              onDelete={(projectId) => void change(studio.deleteProject(projectId))}
            />
          )}
        </section>
        <ForgetEverything />
      </div>
    </Dialog>
  );
}
