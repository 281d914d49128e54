import { AsyncLocalStorage } from "node:async_hooks";
import type { ApolloServerPlugin } from "@apollo/server";
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace, type Tracer } from "@opentelemetry/api";
import type { FastifyInstance } from "fastify";
import type { DataSource, EntitySubscriberInterface } from "typeorm";
import type { RequestContext } from "../resolvers/request-context.js";

type AfterQuery = Parameters<NonNullable<EntitySubscriberInterface["afterQuery"]>>[0];

/** Spans of a gateway on their way to a collector. */
export interface Traces {
  /** One span for each request, and within it one for each statement. */
  watch(http: FastifyInstance, dataSource: DataSource): void;
  /** Says which operation a request is: by name where it is trusted, since a caller's own text has the caller's words. */
  readonly plugin: ApolloServerPlugin<RequestContext>;
  /** Sends what is left. */
  close(): Promise<void>;
}

/**
 * Traces to the collector of OTEL_EXPORTER_OTLP_ENDPOINT. Its packages are loaded only here, so that a gateway without a
 * collector does not pay for them.
 * @param endpoint base address of OTLP over HTTP, such as http://127.0.0.1:4318; null: no traces
 */
export async function openTraces(endpoint: string | null): Promise<Traces | null> {
  if (endpoint === null) return null;
  const { BatchSpanProcessor, NodeTracerProvider } = await import("@opentelemetry/sdk-trace-node");
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const { resourceFromAttributes } = await import("@opentelemetry/resources");
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, "")}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": "overblick" }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const requests = new RequestSpans(provider.getTracer("overblick"));
  return {
    watch(http, dataSource) {
      requests.watch(http);
      dataSource.subscribers.push(requests.statements);
    },
    plugin: requests.plugin,
    close: () => provider.shutdown(),
  };
}

class RequestSpans {
  private readonly current = new AsyncLocalStorage<Span>();

  constructor(private readonly tracer: Tracer) {}

  /** Spans begin when the body is there: reading it would lose which request a statement belongs to. */
  watch(http: FastifyInstance): void {
    const spans = new WeakMap<object, Span>();
    http.addHook("preHandler", (request, _, done) => {
      const span = this.tracer.startSpan(`${request.method} ${request.routeOptions.url ?? "none"}`, { kind: SpanKind.SERVER });
      spans.set(request, span);
      this.current.run(span, done);
    });
    http.addHook("onResponse", (request, reply, done) => {
      const span = spans.get(request);
      span?.setAttribute("http.response.status_code", reply.statusCode);
      if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
      done();
    });
  }

  /** The text of a statement holds no values: those are its parameters, and stay here. */
  readonly statements: EntitySubscriberInterface = {
    afterQuery: (event: AfterQuery) => {
      const parent = this.current.getStore();
      if (parent === undefined) return;
      const endTime = Date.now();
      const span = this.tracer.startSpan(
        "statement",
        { kind: SpanKind.CLIENT, startTime: endTime - (event.executionTime ?? 0), attributes: { "db.system.name": "postgresql", "db.query.text": event.query } },
        trace.setSpan(ROOT_CONTEXT, parent),
      );
      if (!event.success) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end(endTime);
    },
  };

  readonly plugin: ApolloServerPlugin<RequestContext> = {
    requestDidStart: ({ contextValue }) => {
      this.current.getStore()?.setAttribute("graphql.operation.name", contextValue.trustedOperation ?? "text");
      return Promise.resolve();
    },
  };
}
