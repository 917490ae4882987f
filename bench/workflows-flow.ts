/**
 * The flow that is measured, in the words of both products: exactly 10 nodes are executed, none has an effect outside.
 * trigger → transform → parallel of three transforms → join → condition → two transforms.
 */
export const NODES_PER_RUN = 10;
export const PAYLOAD = { order: 4711, customer: 'Ada Byron', amount: 120, tags: ['new', 'paid'] };

const node = (key: string, type: string, config: object) => ({
  key,
  type,
  name: key,
  config,
  position: { x: 0, y: 0 },
});
const edge = (from: string, to: string, fromPort = 'main') => ({ from, fromPort, to });

export const graph = {
  settings: {},
  nodes: [
    node('begin', 'manual', {}),
    node('order', 'transform', {
      value: {
        order: '${{ trigger.order }}',
        customer: '${{ trigger.customer }}',
        amount: '${{ trigger.amount * 2.0 }}',
      },
    }),
    node('split', 'parallel', {}),
    node('price', 'transform', { value: { price: '${{ input.amount * 3.0 }}' } }),
    node('title', 'transform', { value: { title: 'Order ${{ input.order }} of ${{ input.customer }}' } }),
    node('tags', 'transform', { value: { tags: '${{ trigger.tags }}' } }),
    node('all', 'join', { mode: 'ALL' }),
    node('is_large', 'condition', { expression: 'input.price.price > 10.0' }),
    node('summary', 'transform', { value: { title: '${{ input.title.title }}', price: '${{ input.price.price }}' } }),
    node('answer', 'transform', { value: { text: '${{ input.title }}: ${{ input.price }}' } }),
    node('small', 'transform', { value: { text: 'too small' } }),
  ],
  edges: [
    edge('begin', 'order'),
    edge('order', 'split'),
    edge('split', 'price'),
    edge('split', 'title'),
    edge('split', 'tags'),
    edge('price', 'all'),
    edge('title', 'all'),
    edge('tags', 'all'),
    edge('all', 'is_large'),
    edge('is_large', 'summary', 'true'),
    edge('is_large', 'small', 'false'),
    edge('summary', 'answer'),
  ],
};

export const waitingGraph = {
  settings: {},
  nodes: [node('begin', 'manual', {}), node('later', 'delay', { seconds: 30 * 86_400 })],
  edges: [edge('begin', 'later')],
};
