/** As large as a canvas to look at draws every node. Known beforehand, a node that changes need not be measured again to be seen. */
export const canvasNodeSize = { width: 208, height: 52 };
