import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  Float,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { can } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { liveSubscribe } from '../../platform/graphql/live-subscribe.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { MetricUnit } from '../../platform/metrics/metric.types.ts';
import { Environment } from '../environments/environment.entity.ts';
import { environmentsById } from '../environments/environment.service.ts';
import { Project } from '../projects/project.entity.ts';
import { Service } from '../services/service.entity.ts';
import { servicesById } from '../services/service.service.ts';
import { AlertFiring, AlertRule, AlertSilence } from './alert.entity.ts';
import { alertsChangedField } from './alert.live.ts';
import { conditionFields, dataUrls, measureTitleOf, silencesOfRules, summaryOf, unitOf } from './alert.loaders.ts';
import * as queries from './alert.queries.ts';
import * as rules from './alert.service.ts';
import {
  AcknowledgeAlertInput,
  AlertCondition,
  AlertFiringConnection,
  AlertFiringsArgs,
  AlertsChange,
  BackTest,
  BackTestAlertInput,
  CreateAlertRuleInput,
  SetAlertRuleEnabledInput,
  SilenceAlertsInput,
  UpdateAlertRuleInput,
} from './alert.types.ts';
import { backTestAlert } from './back-test.service.ts';
import { acknowledgeAlert } from './firing.service.ts';
import { endSilence, silenceAlerts } from './silence.service.ts';

const isThere = <T>(found: T | Error | null): found is T => found !== null && !(found instanceof Error);
const servicesOf = async (ctx: Context, ids: string[] | null) =>
  (await loaderOf(ctx, servicesById).loadMany(ids ?? [])).filter(isThere);
const environmentsOf = async (ctx: Context, ids: string[] | null) =>
  (await loaderOf(ctx, environmentsById).loadMany(ids ?? [])).filter(isThere);

@Resolver(() => AlertRule)
export class AlertRuleResolver {
  @Query(() => AlertRule, { description: 'The alert rule of this id.' })
  alertRule(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The rule.' }) id: string) {
    return queries.findAlertRule(ctx, id);
  }

  @Query(() => BackTest, { description: 'What a rule would have done in the last days, before it is made.' })
  backTestAlert(
    @Ctx() ctx: Context,
    @Arg('input', () => BackTestAlertInput, { description: 'What to ask, and how far back.' })
    input: BackTestAlertInput,
  ) {
    return backTestAlert(ctx, input);
  }

  @Mutation(() => AlertRule, { description: 'Makes an alert rule. It looks at once, at the last complete window.' })
  createAlertRule(
    @Ctx() ctx: Context,
    @Arg('input', () => CreateAlertRuleInput, { description: 'What to watch.' }) input: CreateAlertRuleInput,
  ) {
    return rules.createAlertRule(ctx, input);
  }

  @Mutation(() => AlertRule, {
    description:
      'Changes an alert rule. Where it asks something else, it begins anew and what it fires about has ended.',
  })
  updateAlertRule(
    @Ctx() ctx: Context,
    @Arg('input', () => UpdateAlertRuleInput, { description: 'What to change.' }) input: UpdateAlertRuleInput,
  ) {
    return rules.updateAlertRule(ctx, input);
  }

  @Mutation(() => AlertRule, { description: 'Switches an alert rule on or off.' })
  setAlertRuleEnabled(
    @Ctx() ctx: Context,
    @Arg('input', () => SetAlertRuleEnabledInput, { description: 'Which, and what.' }) input: SetAlertRuleEnabledInput,
  ) {
    return rules.setAlertRuleEnabled(ctx, input);
  }

  @Mutation(() => AlertRule, { description: 'Takes an alert rule away; its firings stay.' })
  deleteAlertRule(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The rule.' }) id: string) {
    return rules.deleteAlertRule(ctx, id);
  }

  @Mutation(() => AlertRule, { description: 'Brings a deleted alert rule back.' })
  restoreAlertRule(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The rule.' }) id: string) {
    return rules.restoreAlertRule(ctx, id);
  }

  @FieldResolver(() => AlertCondition, { description: 'When it is wrong.' })
  condition(@Root() rule: AlertRule) {
    return conditionFields(rule.condition);
  }

  @FieldResolver(() => String, { description: 'What people call its measure.' })
  measureTitle(@Root() rule: AlertRule) {
    return measureTitleOf(rule.measure);
  }

  @FieldResolver(() => MetricUnit, { description: 'What its values are counted in.' })
  unit(@Root() rule: AlertRule) {
    return unitOf(rule.measure);
  }

  @FieldResolver(() => String, { description: 'What it asks, as a sentence.' })
  sentence(@Root() rule: AlertRule) {
    return summaryOf(rule);
  }

  @FieldResolver(() => [Service], { description: 'The only services it is about; none means all.' })
  services(@Ctx() ctx: Context, @Root() rule: AlertRule) {
    return servicesOf(ctx, rule.serviceIds);
  }

  @FieldResolver(() => [Environment], { description: 'The only environments it is about; none means all.' })
  environments(@Ctx() ctx: Context, @Root() rule: AlertRule) {
    return environmentsOf(ctx, rule.environmentIds);
  }

  @FieldResolver(() => [String], { description: 'The only names it is about; none means all.' })
  names(@Root() rule: AlertRule) {
    return rule.names ?? [];
  }

  @FieldResolver(() => [String], { description: 'The only statuses it is about; none means all.' })
  statuses(@Root() rule: AlertRule) {
    return rule.statuses ?? [];
  }

  @FieldResolver(() => AlertFiring, { nullable: true, description: 'Its firing that goes on; null while none does.' })
  openFiring(@Ctx() ctx: Context, @Root() rule: AlertRule) {
    return rule.state === 'FIRING' ? loaderOf(ctx, queries.openFiringsOf).load(rule.id) : null;
  }

  @FieldResolver(() => Int, { description: 'How often it has fired in the last 30 days.' })
  recentFiringCount(@Ctx() ctx: Context, @Root() rule: AlertRule) {
    return loaderOf(ctx, queries.recentCounts).load(rule.id);
  }

  @FieldResolver(() => AlertSilence, {
    nullable: true,
    description: 'Why nobody is told of it now; null when they are.',
  })
  silence(@Ctx() ctx: Context, @Root() rule: AlertRule) {
    return loaderOf(ctx, silencesOfRules).load(rule);
  }
}

@Resolver(() => AlertFiring)
export class AlertFiringResolver {
  @Query(() => AlertFiring, { description: 'The firing of this id.' })
  alertFiring(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The firing.' }) id: string) {
    return queries.findFiring(ctx, id);
  }

  @Mutation(() => AlertFiring, {
    description: 'Says that you take a firing on: it is told no more until it has ended. Who was first stays.',
  })
  acknowledgeAlert(
    @Ctx() ctx: Context,
    @Arg('input', () => AcknowledgeAlertInput, { description: 'Which, and what to say to it.' })
    input: AcknowledgeAlertInput,
  ) {
    return acknowledgeAlert(ctx, input);
  }

  @FieldResolver(() => AlertRule, { nullable: true, description: 'Its rule, also when it was deleted.' })
  rule(@Ctx() ctx: Context, @Root() firing: AlertFiring) {
    return loaderOf(ctx, queries.alertRulesById).load(firing.ruleId);
  }

  @FieldResolver(() => AlertCondition, { description: 'What was wrong, as the rule said then.' })
  condition(@Root() firing: AlertFiring) {
    return conditionFields(firing.question.condition);
  }

  @FieldResolver(() => String, { description: 'The key of the measure.' })
  measure(@Root() firing: AlertFiring) {
    return firing.question.measure;
  }

  @FieldResolver(() => String, { description: 'What people call the measure.' })
  measureTitle(@Root() firing: AlertFiring) {
    return measureTitleOf(firing.question.measure);
  }

  @FieldResolver(() => MetricUnit, { description: 'What its values are counted in.' })
  unit(@Root() firing: AlertFiring) {
    return firing.question.unit;
  }

  @FieldResolver(() => Float, { description: 'How long it lasted, or lasts by now, in ms.' })
  durationMs(@Ctx() ctx: Context, @Root() firing: AlertFiring) {
    return new Date(firing.endedAt ?? ctx.app.now()).getTime() - new Date(firing.startedAt).getTime();
  }

  @FieldResolver(() => AlertSilence, { nullable: true, description: 'Why nobody is told of it; null when they are.' })
  silence(@Ctx() ctx: Context, @Root() firing: AlertFiring) {
    return firing.silenceId ? loaderOf(ctx, queries.silencesById).load(firing.silenceId) : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where the data behind it opens, as a path of this product.',
  })
  dataUrl(@Ctx() ctx: Context, @Root() firing: AlertFiring) {
    return loaderOf(ctx, dataUrls).load(firing);
  }
}

@Resolver(() => AlertSilence)
export class AlertSilenceResolver {
  @Mutation(() => AlertSilence, {
    description:
      'Tells nobody of these alerts for a while. They are recorded, and told when they still fire at its end.',
  })
  silenceAlerts(
    @Ctx() ctx: Context,
    @Arg('input', () => SilenceAlertsInput, { description: 'Which, how long and why.' }) input: SilenceAlertsInput,
  ) {
    return silenceAlerts(ctx, input);
  }

  @Mutation(() => AlertSilence, { description: 'Ends a silence now.' })
  endSilence(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'The silence.' }) id: string) {
    return endSilence(ctx, id);
  }

  @FieldResolver(() => [AlertRule], { description: 'The only rules it is about; none means all.' })
  async rules(@Ctx() ctx: Context, @Root() silence: AlertSilence) {
    return (await loaderOf(ctx, queries.alertRulesById).loadMany(silence.ruleIds ?? [])).filter(isThere);
  }

  @FieldResolver(() => [Service], { description: 'Only rules about one of these services; none means all.' })
  services(@Ctx() ctx: Context, @Root() silence: AlertSilence) {
    return servicesOf(ctx, silence.serviceIds);
  }

  @FieldResolver(() => [Environment], { description: 'Only rules about one of these environments; none means all.' })
  environments(@Ctx() ctx: Context, @Root() silence: AlertSilence) {
    return environmentsOf(ctx, silence.environmentIds);
  }
}

@Resolver(() => Project)
export class ProjectAlertsResolver {
  @FieldResolver(() => [AlertRule], { description: 'What is watched: what fires first, then by name; at most 100.' })
  alertRules(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return queries.listAlertRules(ctx, project.id);
  }

  @FieldResolver(() => AlertFiringConnection, { description: 'What alert rules have found, the last first.' })
  alertFirings(
    @Ctx() ctx: Context,
    @Root() project: { id: string },
    @Args(() => AlertFiringsArgs) args: AlertFiringsArgs,
  ) {
    return queries.listFirings(ctx, project.id, args);
  }

  @FieldResolver(() => [AlertSilence], { description: 'Silences that hold now or will; at most 100.' })
  alertSilences(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return queries.listSilences(ctx, project.id);
  }

  @FieldResolver(() => Int, { description: 'How many alerts fire now that are not silent.' })
  openAlertCount(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return queries.countOpenFirings(ctx, project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may make and change alert rules, and silence them.' })
  viewerCanManageAlerts(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return can(ctx.actor, 'analytics:manage', project.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may take firings on.' })
  viewerCanAcknowledgeAlerts(@Ctx() ctx: Context, @Root() project: { id: string }) {
    return can(ctx.actor, 'incident:manage', project.id);
  }
}

@Resolver()
export class AlertSubscriptionsResolver {
  @Subscription(() => AlertsChange, {
    subscribe: liveSubscribe(alertsChangedField) as never,
    description: 'How a project’s alerts stand at once, then whenever a rule, a firing or a silence has changed.',
  })
  alertsChanged(
    @Root('alertsChanged') change: object,
    @Arg('projectId', () => ID, { description: 'The project.' }) _projectId: string,
  ) {
    return change;
  }
}
