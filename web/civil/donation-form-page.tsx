import { DONATION_WAYS, type Donation, type TypedDonation } from '../../src/domain/donation.ts';
import { capitalYuan, fen, yuanText, type Fen } from '../../src/domain/money.ts';
import { called } from '../field-names.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from '../form.tsx';
import { fullDayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { donationWayLabel, donorText } from './donation-text.ts';

type Named = { code: string; name: string };

/** Which fund, where the county has several. */
export function WhichFundPage({ frame, funds }: { frame: StaffFrame; funds: readonly Named[] }) {
  return (
    <StaffLayout frame={frame} title="记一笔捐赠">
      <h1>捐给哪个基金？</h1>
      <section class="card">
        {funds.map((fund) => (
          <a class="choice-line" href={paths.newDonation(fund.code)}>
            <b>{fund.name}</b>
          </a>
        ))}
      </section>
      <p class="trail">
        <a href={paths.donations()}>← 捐赠</a>
      </p>
    </StaffLayout>
  );
}

export type DonationFormPageProps = { frame: StaffFrame; fund: Named; typed: TypedDonation; errors: readonly FieldError[] };

export function DonationFormPage({ frame, fund, typed, errors }: DonationFormPageProps) {
  return (
    <StaffLayout frame={frame} title="记一笔捐赠">
      <nav class="trail" aria-label="返回">
        <a href={paths.fund(fund.code)}>← {fund.name}</a>
      </nav>
      <h1>记一笔捐赠，给{fund.name}</h1>
      <ErrorSummary errors={errors} />
      <section class="card">
        <PostForm action={paths.donations()} hidden={{ fund: fund.code }}>
          <Field name="donor" label="捐赠人" value={typed.donor} errors={errors} hint="个人姓名或单位名称；没有留姓名的，空着" />
          <label class="choice">
            <input type="checkbox" name="anonymous" value="1" checked={typed.anonymous} />
            不愿公开姓名（收据照写，打印的账页上写“匿名”）
          </label>
          <Field name="amount" label="金额（元）" value={typed.amount} errors={errors} inputmode="decimal" />
          <Way chosen={typed.way} errors={errors} />
          <Field name="received" label="哪天收到的" type="date" value={typed.received} errors={errors} />
          <Field name="note" label="备注" value={typed.note} errors={errors} hint="可以不填，例如 捐赠人指定用于荆河街道、转账附言。会印在收据上" />
          <button class="act main big">下一步，看一遍</button>
        </PostForm>
      </section>
    </StaffLayout>
  );
}

const WAY = '怎么给的';

function Way({ chosen, errors }: { chosen: string; errors: readonly FieldError[] }) {
  called('way', WAY);
  const wrong = errors.find((one) => one.field === 'way');
  return (
    <fieldset class="field" id="way">
      <legend>{WAY}</legend>
      {wrong ? <p class="wrong">{wrong.message}</p> : null}
      {DONATION_WAYS.map((one) => (
        <label class="choice">
          <input type="radio" name="way" value={one} checked={chosen === one} />
          {donationWayLabel[one]}
        </label>
      ))}
    </fieldset>
  );
}

export type DonationCheckPageProps = {
  frame: StaffFrame;
  fund: Named & { balanceFen: Fen };
  donation: Donation;
  /** Donations of the same amount on the same day that are recorded already. */
  alike: readonly { id: string; number: number; donor: string | null; anonymous: number; byName: string }[];
  hidden: Readonly<Record<string, string>>;
};

/** Read back, before anything is recorded. */
export function DonationCheckPage({ frame, fund, donation, alike, hidden }: DonationCheckPageProps) {
  const { donor, anonymous, way, amountFen, received, note } = donation;
  return (
    <StaffLayout frame={frame} title="记一笔捐赠">
      <h1>看一遍，对不对</h1>
      {alike.length > 0 ? (
        <section class="card alarm" role="alert">
          <h2>同一天已经记过一样多的，别记重了</h2>
          <ul>
            {alike.map((one) => (
              <li>
                <a href={paths.donation(one.id)}>第 {one.number} 号</a> {donorText(one.donor, one.anonymous === 1)}，{one.byName}记的
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section class="card caller">
        <p class="pay">{yuanText(amountFen)} 元</p>
        <dl class="facts">
          <dt>大写</dt>
          <dd>人民币{capitalYuan(amountFen)}</dd>
          <dt>捐给</dt>
          <dd>
            {fund.name}（现在有 {yuanText(fund.balanceFen)} 元，记上以后 {yuanText(fen(fund.balanceFen + amountFen))} 元）
          </dd>
          <dt>捐赠人</dt>
          <dd>{donorText(donor, anonymous)}</dd>
          <dt>怎么给的</dt>
          <dd>{donationWayLabel[way]}</dd>
          <dt>哪天收到的</dt>
          <dd>{fullDayText(received)}</dd>
          {note === '' ? null : (
            <>
              <dt>备注</dt>
              <dd>{note}</dd>
            </>
          )}
        </dl>
        <PostForm action={paths.donations()} hidden={hidden}>
          <button class="act main big">钱收到了，记上，打收据</button>
        </PostForm>
        <p class="hint">记上以后不能改；记错了，要另一位经办人写明原因撤回。</p>
      </section>
      <p class="trail">
        <a href={paths.newDonation(fund.code)}>不对，重写</a>
      </p>
    </StaffLayout>
  );
}
