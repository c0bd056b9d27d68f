/** The samples of each class, both in the order given. A class without samples has no entry. Takes linear time. */
export function groupByClass<Member extends { readonly classId: string }>(
  samples: readonly Member[],
): Map<string, Member[]> {
  const groups = new Map<string, Member[]>();
  for (const sample of samples) {
    const group = groups.get(sample.classId);
    if (group === undefined) groups.set(sample.classId, [sample]);
    else group.push(sample);
  }
  return groups;
}
