/** A screen with a bolt in it; `#` is drawn, `.` is not. */
const DRAWING = [
  '................',
  '.##############.',
  '.#............#.',
  '.#......##....#.',
  '.#.....##.....#.',
  '.#....##......#.',
  '.#...#######..#.',
  '.#......##....#.',
  '.#.....##.....#.',
  '.#....##......#.',
  '.#............#.',
  '.##############.',
  '......####......',
  '......####......',
  '...##########...',
  '................',
] as const;
const SCALE = 2;
/** Red, green and blue of the ground and of the drawing. */
const COLOURS = [0x12, 0x3a, 0x63, 0xff, 0xff, 0xff];

const MINIMUM_CODE_BITS = 2;
const CLEAR = 1 << MINIMUM_CODE_BITS;
const END = CLEAR + 1;
/** The reader's table is cleared before its codes grow longer than three bits. */
const PIXELS_PER_CLEAR = 2;

function gif(drawing: readonly string[], scale: number): Buffer {
  const pixels = drawing.flatMap((line) => {
    const row = line.split('').flatMap((dot) => Array.from({ length: scale }, () => (dot === '#' ? 1 : 0)));
    return Array.from({ length: scale }, () => row).flat();
  });
  const width = (drawing[0]?.length ?? 0) * scale;
  const height = drawing.length * scale;
  const screen = Buffer.from([width, 0, height, 0, 0x80, 0, 0]);
  const image = Buffer.from([0x2c, 0, 0, 0, 0, width, 0, height, 0, 0]);
  const data = lzw(pixels);
  const blocks: Buffer[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const block = data.subarray(at, at + 255);
    blocks.push(Buffer.from([block.length]), block);
  }
  return Buffer.concat([
    Buffer.from('GIF87a', 'latin1'),
    screen,
    Buffer.from(COLOURS),
    image,
    Buffer.from([MINIMUM_CODE_BITS]),
    ...blocks,
    Buffer.from([0, 0x3b]),
  ]);
}

/** Three-bit codes without compression: a picture of this size needs none. */
function lzw(pixels: readonly number[]): Buffer {
  const codes: number[] = [];
  pixels.forEach((pixel, at) => {
    if (at % PIXELS_PER_CLEAR === 0) codes.push(CLEAR);
    codes.push(pixel);
  });
  codes.push(END);
  const bytes = Buffer.alloc(Math.ceil((codes.length * 3) / 8));
  codes.forEach((code, index) => {
    for (let bit = 0; bit < 3; bit += 1) {
      const place = index * 3 + bit;
      if ((code & (1 << bit)) !== 0) bytes.writeUInt8(bytes.readUInt8(place >> 3) | (1 << (place & 7)), place >> 3);
    }
  });
  return bytes;
}

/** The picture at the top of the pages, 32 by 32 (GIF 87a, W3C copy of the specification of 1987). */
export const LOGO: Buffer = gif(DRAWING, SCALE);
