import { IconPhoto } from '@tabler/icons-react';
import { Panel } from '../../components/panel.tsx';
import { TaskProgress } from '../../components/task-progress.tsx';
import { useTakesLong } from '../../components/use-takes-long.ts';
import { useMessages } from '../../messages-context.ts';

/** Stands where the images will be while a project is read. */
export function OpeningProject() {
  const { projects, steps } = useMessages();
  const long = useTakesLong();
  return (
    <Panel id="images" title={steps.images} icon={<IconPhoto size={20} stroke={1.75} />}>
      {long && <TaskProgress name={projects.opening} fraction={null} />}
    </Panel>
  );
}
