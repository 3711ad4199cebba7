@extends('layout')
@section('content')
<form action="{{ $gateway }}" method="post">
  @csrf
  <input type="hidden" name="_input_charset" value="{{ $params['_input_charset'] }}" />
  <input type="hidden" name="email" value="{{ $params['email'] }}" />
  <input type="hidden" name="partner" value="{{ $params['partner'] }}" />
  <input type="hidden" name="service" value="sign_protocol_with_partner" />
  <input type="hidden" name="sign" value="{{ $params['sign'] }}" />
  <input type="hidden" name="sign_type" value="{{ $params['sign_type'] }}" />
  <button>签约</button>
</form>
@endsection
