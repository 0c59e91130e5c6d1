import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskAddress, maskIdNumber, maskName, maskPhone } from '../../src/domain/masking.ts';

describe('names', () => {
  test.each([
    ['王桂兰', '王*兰'], ['王兰', '王*'], ['欧阳娜娜', '欧**娜'], ['王', '*'], ['', '*'], ['𠮷田𠮷', '𠮷*𠮷'], ['买买提·艾力', '买****力'],
  ])('%s shows as %s', (name, masked) => expect(maskName(name)).toBe(masked));
});

describe('phones', () => {
  test.each([
    ['13812345678', '138****5678'],
    ['0632-5550123', '0632-***0123'],
    ['06325550123', '0632***0123'],
    ['010-65550123', '010-****0123'],
    ['02165550123', '021****0123'],
    ['5550123', '*****23'],
    ['110', '***'],
    ['+8613812345678', '************78'],
    ['', ''],
  ])('%s shows as %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

  test('at least three digits are hidden, whatever is stored', () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{3,20}$/), (phone) => {
      expect(maskPhone(phone)).toHaveLength(phone.length);
      expect(maskPhone(phone).replace(/\d/g, '').length).toBeGreaterThanOrEqual(3);
    }));
  });
});

describe('ID numbers', () => {
  test.each([
    ['37048119400203002X', '370481**********2X'],
    ['370481400203002', '*************02'],
    ['', ''],
  ])('%s shows as %s', (number, masked) => expect(maskIdNumber(number)).toBe(masked));
});

describe('addresses', () => {
  test.each([
    ['荆河街道东关小区3号楼2单元502室', '荆河街道东关小区*号楼*单元*室'],
    ['东关小区 2-301', '东关小区 *'],
    ['东关小区３号楼２－３０１', '东关小区*号楼*'],
    ['龙泉街道府前路120号', '龙泉街道府前路*号'],
    ['东沙河镇五里村三组18号', '东沙河镇五里村*组*号'],
    ['西岗镇三座楼村十二号', '西岗镇三座楼村*号'],
    ['界河镇三楼村', '界河镇三楼村'],
    ['善南街道学院小区A座1102', '善南街道学院小区*座*'],
    ['北辛街道紫荆花园三号楼一单元', '北辛街道紫荆花园*号楼*单元'],
    ['洪绪镇杨庄村', '洪绪镇杨庄村'],
  ])('%s shows as %s', (address, masked) => expect(maskAddress(address)).toBe(masked));

  test('no digit is left', () => {
    const sign = fc.constantFrom('东', '村', '3', '９', '-', '号', ' ', 'B', '二');
    fc.assert(fc.property(fc.string({ unit: sign }), (address) => {
      expect(maskAddress(address)).not.toMatch(/[\d０-９]/);
    }));
  });
});
