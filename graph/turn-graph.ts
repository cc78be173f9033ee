import type { BaseCheckpointSaver } from '@langchain/langgraph';
import { END, START, StateGraph } from '@langchain/langgraph';
import type { TurnRequest } from '#agents/response-compiler/reply.ts';
import { guard, type NodeWork } from './guard.ts';
import type { NodeName } from './node-names.ts';
import { assembleContext } from './nodes/assemble-context.ts';
import { chooseMode } from './nodes/choose-mode.ts';
import { chooseTranscript, withoutChoosing } from './nodes/choose-transcript.ts';
import { compile } from './nodes/compile.ts';
import { detectEmotion } from './nodes/detect-emotion.ts';
import { intake } from './nodes/intake.ts';
import { learn } from './nodes/learn.ts';
import { orderAgent } from './nodes/order-agent.ts';
import { personalise, withoutPersonalising } from './nodes/personalise.ts';
import { postProcess } from './nodes/post-process.ts';
import { privacyScan } from './nodes/privacy-scan.ts';
import { profile, withoutProfile } from './nodes/profile.ts';
import { promotions } from './nodes/promotions.ts';
import { recall, withoutRecall } from './nodes/recall.ts';
import { remember, withoutRemembering } from './nodes/remember.ts';
import { researchAgent } from './nodes/research-agent.ts';
import { save } from './nodes/save.ts';
import { searchAgent } from './nodes/search-agent.ts';
import { session } from './nodes/session.ts';
import { stream } from './nodes/stream.ts';
import { supervise } from './nodes/supervise.ts';
import { routeAfterOrder, routeAfterPersonalise, routeAfterSupervisor, routeToAgents } from './routing.ts';
import type { RunContext } from './run-context.ts';
import type { Services } from './services.ts';
import { TurnAnnotation, type TurnState, type TurnUpdate } from './state.ts';
import { thenTo } from './then-to.ts';

/** The compiled graph, behind the one call that runs a turn through it. */
export interface TurnGraph {
  run(
    request: TurnRequest,
    run: RunContext & { readonly startedAt: number; readonly startedElapsed: number },
  ): Promise<void>;
}

/** Super-steps a turn may take; one run of the longest path takes 14. */
const RECURSION_LIMIT = 30;

/** Where the intents may lead at once. */
const AGENTS = ['search_agent', 'order_agent', 'recall', 'promotions', 'research_agent'] as const;

/** Nodes and edges, nothing else. Compiled once a process. */
export function createTurnGraph(services: Services, checkpointer: BaseCheckpointSaver): TurnGraph {
  const node = (
    name: NodeName,
    budgetMs: number,
    work: NodeWork,
    instead?: (state: TurnState) => TurnUpdate,
  ) => guard(services.clock, { name, budgetMs, work, ...(instead === undefined ? {} : { instead }) });

  const graph = new StateGraph(TurnAnnotation)
    .addNode('intake', node('intake', 100, intake))
    .addNode('privacy_scan', node('privacy_scan', 500, privacyScan))
    .addNode('session', node('session', 1_000, session(services)))
    .addNode('profile', node('profile', 1_000, profile(services), withoutProfile))
    .addNode(
      'choose_transcript',
      node('choose_transcript', 1_000, chooseTranscript(services), withoutChoosing),
    )
    .addNode('detect_emotion', node('detect_emotion', 200, detectEmotion(services)))
    .addNode('choose_mode', node('choose_mode', 100, chooseMode))
    .addNode('supervise', thenTo(node('supervise', 4_000, supervise(services)), routeAfterSupervisor), {
      ends: ['remember', ...AGENTS, 'personalise'],
    })
    .addNode(
      'remember',
      thenTo(node('remember', 2_000, remember(services), withoutRemembering), routeToAgents),
      { ends: [...AGENTS, 'personalise'] },
    )
    .addNode('search_agent', node('search_agent', 4_000, searchAgent(services)))
    .addNode('order_agent', thenTo(node('order_agent', 6_000, orderAgent(services)), routeAfterOrder), {
      ends: ['personalise', 'assemble_context'],
    })
    .addNode('recall', node('recall', 2_000, recall(services), withoutRecall))
    .addNode('promotions', node('promotions', 1_000, promotions(services)))
    .addNode('research_agent', node('research_agent', 2_000, researchAgent(services)))
    .addNode(
      'personalise',
      thenTo(node('personalise', 1_000, personalise(services), withoutPersonalising), routeAfterPersonalise),
      { ends: ['order_agent', 'assemble_context'] },
    )
    .addNode('assemble_context', node('assemble_context', 1_000, assembleContext))
    .addNode('compile', node('compile', 2_000, compile(services)))
    .addNode('post_process', node('post_process', 500, postProcess))
    .addNode('save', node('save', 5_000, save(services)))
    .addNode('learn', node('learn', 5_000, learn(services)))
    .addNode('stream', node('stream', 1_000, stream(services)))
    .addEdge(START, 'intake')
    .addEdge('intake', 'privacy_scan')
    .addEdge('intake', 'session')
    .addEdge('intake', 'profile')
    .addEdge(['privacy_scan', 'session'], 'choose_transcript')
    .addEdge('session', 'choose_mode')
    .addEdge(['choose_transcript', 'choose_mode', 'profile'], 'supervise')
    // Beside the supervisor: the tone of what was said matters to the wording alone.
    .addEdge('choose_transcript', 'detect_emotion')
    .addEdge('detect_emotion', END)
    .addEdge('search_agent', 'personalise')
    .addEdge('recall', 'personalise')
    .addEdge('promotions', 'personalise')
    .addEdge('research_agent', 'personalise')
    .addEdge('assemble_context', 'compile')
    .addEdge('compile', 'post_process')
    .addEdge('post_process', 'save')
    .addEdge('save', 'learn')
    .addEdge('save', 'stream')
    .addEdge('learn', END)
    .addEdge('stream', END)
    .compile({ checkpointer });

  return {
    async run(request, { startedAt, startedElapsed, ...context }) {
      await graph.invoke(
        // Null empties the lists that an earlier turn of the thread left.
        { request, startedAt, startedElapsed, degraded: null, execution: null },
        {
          configurable: { thread_id: request.conversationId },
          context,
          signal: context.signal,
          durability: 'exit',
          recursionLimit: RECURSION_LIMIT,
          // Nobody reads what LangGraph would gather of the whole state after every step: nodes tell of themselves.
          streamMode: 'custom',
          outputKeys: 'text',
        },
      );
    },
  };
}
