/** The part of the DOM that is used, as linkedom gives it. Names of elements are in upper case. */
export interface PageNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly firstChild: PageNode | null;
  readonly nextSibling: PageNode | null;
}

export interface PageElement extends PageNode {
  readonly parentElement: PageElement | null;
  readonly children: Iterable<PageElement>;
  getAttribute(name: string): string | null;
  remove(): void;
}

export interface Page {
  readonly body: PageElement;
  querySelectorAll(selectors: string): Iterable<PageElement>;
  cloneNode(isDeep: boolean): Page;
}

export const elementNode = 1;
export const textNode = 3;

export const blockNames: ReadonlySet<string> = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML LEGEND LI MAIN MENU NAV OL P PRE SEARCH SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL'.split(
    ' ',
  ),
);

const unseen = new Set(
  'SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED CANVAS BUTTON INPUT SELECT TEXTAREA HEAD TITLE VIDEO AUDIO MAP'.split(' '),
);

export const isUnseen = (element: PageElement): boolean => unseen.has(element.nodeName);

/** Elements that are usually part of a line, and here hold blocks: a link around a whole card. */
export function withBlocks(root: PageElement): Set<PageElement> {
  const found = new Set<PageElement>();
  const visit = (element: PageElement): boolean => {
    let holds = false;
    for (let node = element.firstChild; node !== null; node = node.nextSibling) {
      if (node.nodeType !== elementNode) continue;
      const inner = visit(node as PageElement);
      if (inner || blockNames.has(node.nodeName)) holds = true;
    }
    if (holds) found.add(element);
    return holds;
  };
  visit(root);
  return found;
}
