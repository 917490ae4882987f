import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../platform/context.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { DateTime } from '../../platform/graphql/scalars.ts';
import { Metric } from '../../platform/metrics/metric.types.ts';
import { Project } from '../projects/project.entity.ts';
import { Service } from '../services/service.entity.ts';
import { servicesById } from '../services/service.service.ts';
import { bandOf, type Group, WHOLE } from './delivery.rules.ts';
import {
  annotationsOf,
  type DeliveryReport,
  deliveryMetrics,
  fleetDeliveryMetrics,
  servicesOf,
} from './delivery.service.ts';
import { Annotation, DeliveryBands, DeliveryMetricsInput } from './delivery.types.ts';
import type { DeliveryMeasureName } from './measure.rules.ts';

@ObjectType({ description: 'How a project, or all of them, delivers over a window of time.' })
class DeliveryMetrics {
  @Field(() => DateTime, { description: 'Where the window begins.', simple: true })
  from: Date;

  @Field(() => DateTime, { description: 'Where it ends; this instant is not in it.', simple: true })
  to: Date;

  @Field(() => String, { description: 'The IANA time zone of its days.', simple: true })
  timeZone: string;
}

@ObjectType({ description: 'How one service delivers over a window of time.' })
class ServiceDelivery {}

interface ServiceReport {
  report: DeliveryReport;
  group: Group;
  id: string;
}

const whole = (report: DeliveryReport, name: DeliveryMeasureName) => report.reader.metric(name, WHOLE);
const ofService = ({ report, group }: ServiceReport, name: DeliveryMeasureName) => report.reader.metric(name, group);

@Resolver(() => DeliveryMetrics)
export class DeliveryMetricsResolver {
  @Query(() => DeliveryMetrics, { description: 'Delivery of all projects that you see, over days of UTC.' })
  fleetDeliveryMetrics(
    @Ctx() ctx: Context,
    @Arg('input', () => DeliveryMetricsInput, { description: 'Which deployments, and how.' })
    input: DeliveryMetricsInput,
  ) {
    return fleetDeliveryMetrics(ctx, input);
  }

  @FieldResolver(() => Metric, { description: 'Successful production deployments a day.' })
  deploymentFrequency(@Root() report: DeliveryReport) {
    return whole(report, 'deploymentFrequency');
  }

  @FieldResolver(() => Metric, { description: 'Days of a week with a successful production deployment.' })
  deployDaysPerWeek(@Root() report: DeliveryReport) {
    return whole(report, 'deployDaysPerWeek');
  }

  @FieldResolver(() => Metric, { description: 'Time between successful production deployments.' })
  medianGap(@Root() report: DeliveryReport) {
    return whole(report, 'medianGap');
  }

  @FieldResolver(() => Metric, { description: 'Change lead time: the median.' })
  leadTime(@Root() report: DeliveryReport) {
    return whole(report, 'leadTime');
  }

  @FieldResolver(() => Metric, { description: 'Change lead time: of 100 changes 90 took at most so long.' })
  leadTimeP90(@Root() report: DeliveryReport) {
    return whole(report, 'leadTimeP90');
  }

  @FieldResolver(() => Metric, { description: 'Change lead time: of 100 changes 95 took at most so long.' })
  leadTimeP95(@Root() report: DeliveryReport) {
    return whole(report, 'leadTimeP95');
  }

  @FieldResolver(() => Metric, { description: 'Change lead time: the mean.' })
  leadTimeMean(@Root() report: DeliveryReport) {
    return whole(report, 'leadTimeMean');
  }

  @FieldResolver(() => Metric, { description: 'Which part of production deployments failed.' })
  changeFailRate(@Root() report: DeliveryReport) {
    return whole(report, 'changeFailRate');
  }

  @FieldResolver(() => Metric, { description: 'How long it takes to recover from a failed deployment.' })
  failedDeploymentRecoveryTime(@Root() report: DeliveryReport) {
    return whole(report, 'failedDeploymentRecoveryTime');
  }

  @FieldResolver(() => Metric, { description: 'How long incidents last, whatever caused them.' })
  timeToRestore(@Root() report: DeliveryReport) {
    return whole(report, 'timeToRestore');
  }

  @FieldResolver(() => Metric, {
    description: 'Which part of production deployments was made because production failed.',
  })
  reworkRate(@Root() report: DeliveryReport) {
    return whole(report, 'reworkRate');
  }

  @FieldResolver(() => [ServiceDelivery], { description: 'The same for each service: at most 200.' })
  async services(@Ctx() ctx: Context, @Root() report: DeliveryReport): Promise<ServiceReport[]> {
    const ids = await servicesOf(ctx, report);
    return ids.map((id) => ({ report, id, group: { by: 'service', id } }));
  }
}

@Resolver(() => ServiceDelivery)
export class ServiceDeliveryResolver {
  @FieldResolver(() => Service, { description: 'The service.' })
  service(@Ctx() ctx: Context, @Root() { id }: ServiceReport) {
    return loaderOf(ctx, servicesById).load(id);
  }

  @FieldResolver(() => Metric, { description: 'Successful production deployments a day.' })
  deploymentFrequency(@Root() service: ServiceReport) {
    return ofService(service, 'deploymentFrequency');
  }

  @FieldResolver(() => Metric, { description: 'Change lead time: the median.' })
  leadTime(@Root() service: ServiceReport) {
    return ofService(service, 'leadTime');
  }

  @FieldResolver(() => Metric, { description: 'Which part of production deployments failed.' })
  changeFailRate(@Root() service: ServiceReport) {
    return ofService(service, 'changeFailRate');
  }

  @FieldResolver(() => Metric, { description: 'How long it takes to recover from a failed deployment.' })
  failedDeploymentRecoveryTime(@Root() service: ServiceReport) {
    return ofService(service, 'failedDeploymentRecoveryTime');
  }

  @FieldResolver(() => Metric, {
    description: 'Which part of production deployments was made because production failed.',
  })
  reworkRate(@Root() service: ServiceReport) {
    return ofService(service, 'reworkRate');
  }

  @FieldResolver(() => DeliveryBands, {
    nullable: true,
    description: 'In which bands it is, when the input asks with `withBands` and the arithmetic is DORA’s; else null.',
  })
  async bands(@Root() service: ServiceReport): Promise<DeliveryBands | null> {
    const { withBands, reader } = service.report;
    if (!withBands || reader.frame.arithmetic !== 'DORA') return null;
    const band = async (name: DeliveryMeasureName) => {
      const { key, value } = await ofService(service, name);
      return bandOf(key, value) as DeliveryBands['leadTime'];
    };
    return {
      deploymentFrequency: await band('deploymentFrequency'),
      leadTime: await band('leadTime'),
      changeFailRate: await band('changeFailRate'),
      failedDeploymentRecoveryTime: await band('failedDeploymentRecoveryTime'),
    };
  }
}

@Resolver(() => Project)
export class ProjectDeliveryResolver {
  @FieldResolver(() => DeliveryMetrics, {
    description: 'How it delivers: DORA’s five metrics and what belongs to them, over the days of its time zone.',
  })
  deliveryMetrics(
    @Ctx() ctx: Context,
    @Root() project: { id: string },
    @Arg('input', () => DeliveryMetricsInput, { description: 'Which deployments, and how.' })
    input: DeliveryMetricsInput,
  ) {
    return deliveryMetrics(ctx, project.id, input);
  }

  @FieldResolver(() => [Annotation], {
    description:
      'What charts show under their axis, newest first: deployments to production, incidents, alerts and changes of alert rules; at most 500.',
  })
  annotations(
    @Ctx() ctx: Context,
    @Root() project: { id: string },
    @Arg('from', () => DateTime, { description: 'Where the window begins.' }) from: Date,
    @Arg('to', () => DateTime, { description: 'Where it ends; this instant is not in it.' }) to: Date,
    @Arg('environmentIds', () => [ID], { nullable: true, description: 'In these environments; else in production.' })
    environmentIds?: string[] | null,
    @Arg('serviceIds', () => [ID], { nullable: true, description: 'Of these services; else of all.' })
    serviceIds?: string[] | null,
  ) {
    return annotationsOf(ctx, project.id, {
      from,
      to,
      environmentIds: environmentIds ?? null,
      serviceIds: serviceIds ?? null,
    });
  }
}
