/** What file pickers offer as images; some systems do not count the ones at the end as such. */
export const imageTypes = 'image/*,.heic,.heif,.tif,.tiff,.avif,.webp';
