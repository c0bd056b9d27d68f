import { Button } from '@mantine/core';
import { useState } from 'react';
import { givenSet } from '../../../core/dataset/given-set.ts';
import type { GroupFinding } from '../../../studio/finding.ts';
import type { StudioSample } from '../../../studio/studio-state.ts';
import { handOnFocus } from '../../components/hand-on-focus.ts';
import { ShowMore } from '../../components/show-more.tsx';
import { useLateMessages } from '../../messages-context.ts';
import { useStudio } from '../../studio-context.tsx';
import classes from './found-groups.module.css';
import { FoundImage } from './found-image.tsx';
import { useFoundSamples } from './use-found-samples.ts';

const firstCount = 4;
const pageSize = 16;
/** So many images of one group are shown. */
const memberMaximum = 8;
/** For more classes than these there is no press each. */
const classMaximum = 4;

/** Images that are nearly the same, group by group. */
export function FoundGroups({ finding }: { readonly finding: GroupFinding }) {
  const [shownCount, setShownCount] = useState(firstCount);
  const { sampleOf, classNameOf } = useFoundSamples();
  const { kind, groups } = finding;
  return (
    <>
      <ul className={classes.groups}>
        {groups.slice(0, shownCount).map((group) => (
          <li key={group[0]}>
            <FoundGroup
              kind={kind}
              members={group.flatMap((id) => sampleOf(id) ?? [])}
              classNameOf={classNameOf}
            />
          </li>
        ))}
      </ul>
      <ShowMore
        shownCount={shownCount}
        totalCount={groups.length}
        pageSize={pageSize}
        onMore={setShownCount}
      />
    </>
  );
}

interface FoundGroupProps {
  readonly kind: GroupFinding['kind'];
  readonly members: readonly StudioSample[];
  readonly classNameOf: (classId: string) => string;
}

function FoundGroup({ kind, members, classNameOf }: FoundGroupProps) {
  const studio = useStudio();
  const { health } = useLateMessages();
  const shown = members.slice(0, memberMaximum);
  const classIds = [...new Set(members.map(({ classId }) => classId))];
  const caption = (sample: StudioSample) => {
    const set = kind === 'across-sets' ? givenSet(sample) : null;
    return set === null ? classNameOf(sample.classId) : health.sets[set];
  };
  return (
    <>
      <span className={classes.images}>
        {shown.map((sample) => (
          <FoundImage key={sample.id} sample={sample} caption={caption(sample)} />
        ))}
        {shown.length < members.length && (
          <span className={classes.more}>{health.moreInGroup(members.length - shown.length)}</span>
        )}
      </span>
      {kind === 'across-classes' && classIds.length <= classMaximum && (
        <span className={classes.buttons}>
          {classIds.map((classId) => (
            <Button
              key={classId}
              ref={handOnFocus}
              variant="default"
              aria-label={health.keepGroupIn(classNameOf(classId), members[0]?.file ?? '')}
              onClick={() =>
                studio.removeSamples(members.filter((each) => each.classId !== classId).map(({ id }) => id))
              }
            >
              {health.keepIn(classNameOf(classId))}
            </Button>
          ))}
        </span>
      )}
    </>
  );
}
