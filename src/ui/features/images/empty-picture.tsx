/** Two piles of pictures, one of leaves and one of fruit: what a person is about to bring. */
export function EmptyPicture() {
  return (
    <svg viewBox="0 0 240 104" width="240" height="104" aria-hidden role="presentation">
      <g stroke="var(--line)" strokeWidth="1.5" fill="var(--surface)">
        <rect x="24" y="22" width="68" height="68" rx="10" transform="rotate(-9 58 56)" />
        <rect x="148" y="22" width="68" height="68" rx="10" transform="rotate(9 182 56)" />
        <rect x="34" y="20" width="68" height="68" rx="10" transform="rotate(3 68 54)" />
        <rect x="138" y="20" width="68" height="68" rx="10" transform="rotate(-3 172 54)" />
      </g>
      <g transform="rotate(3 68 54)">
        <path d="M50 72c-3-22 10-36 36-38 1 24-10 38-30 38z" fill="var(--accent)" />
        <path
          d="M50 76c4-14 12-24 26-32"
          stroke="var(--surface)"
          strokeWidth="2.5"
          fill="none"
          strokeLinecap="round"
        />
      </g>
      <g transform="rotate(-3 172 54)">
        <path
          d="M172 44c-6-4-20-2-20 13 0 12 9 20 14 20 3 0 4-1 6-1s3 1 6 1c5 0 14-8 14-20 0-15-14-17-20-13z"
          fill="var(--wood-line)"
        />
        <path
          d="M172 44c0-6 2-10 6-12"
          stroke="var(--wood-line)"
          strokeWidth="2.5"
          fill="none"
          strokeLinecap="round"
        />
      </g>
      <path
        d="M112 54h16"
        stroke="var(--line-strong)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeDasharray="0.1 5"
      />
    </svg>
  );
}
