type Embed = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** No model fails on it for what it says. */
const plainText = 'a plain sentence';
/** Of a text that is alone: once may be chance. */
const triesMax = 2;

/**
 * A vector for each text, in order; null for one on which the model fails again though it answers others. So one text cannot keep the rest of
 * its call waiting for ever: a call that fails is halved until the cause is alone.
 *
 * @throws what `embed` threw, when the model answers nothing at all: then no text is to blame
 */
export async function embedApart(embed: Embed, texts: readonly string[], tries = 1): Promise<readonly (Float32Array | null)[]> {
  try {
    return await embed(texts);
  } catch (error) {
    const answers = await embed([plainText]).then(
      () => true,
      () => false,
    );
    if (!answers) throw error;
  }
  if (texts.length === 1) return tries < triesMax ? embedApart(embed, texts, tries + 1) : [null];
  const middle = Math.ceil(texts.length / 2);
  return [...(await embedApart(embed, texts.slice(0, middle))), ...(await embedApart(embed, texts.slice(middle)))];
}
