import type { StoreAction } from "#app/domain/usim-swap/id-check.rules.ts";
import type { CardKind, SwapBookingState } from "#app/infra/db/generated/enums.ts";

/** What the store console calls things. */
export const cardNames: Record<CardKind, string> = { usim: "유심", esim: "eSIM" };

export const bookingStates: Record<SwapBookingState, string> = {
  booked: "예약",
  done: "교체 완료",
  cancelled: "취소",
  no_show: "오지 않음",
  displaced: "매장 사정으로 취소",
};

export const actionPlaces: Record<StoreAction, string> = {
  "/protection/pause": "유심보호서비스 잠시 멈추기",
  "/protection/off": "유심보호서비스 끄기",
  "/micropayments/raise": "소액결제 다시 열기, 한도 올리기",
  "/usim-swap/esim": "방문 없이 eSIM 받기",
  "/usim-swap/courier": "유심을 택배로 받기",
  "/compensation/account": "보상금 받을 계좌 등록",
};
